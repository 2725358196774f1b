import type { Oracle } from '../oracle/oracle.js';
import { powerOver } from '../oracle/power.js';
import { kindOf } from '../world/kinds.js';
import { type Row, rowOf, rowsOf, type Value } from '../world/rows.js';
import { type Asked, refusal } from './asked.js';

/** A preview by one rule: everything to one person. */
export interface PreviewInput {
  readonly personId: string;
  readonly closedToo: boolean;
  readonly rules: readonly { readonly to: string; readonly personId: string }[];
}

interface HeldKind {
  readonly kind: string;
  readonly type: string;
  readonly holder: string;
  /** Actions that a taker needs; reading comes first. */
  readonly actions: readonly string[];
  /** Sight comes with the gift. */
  readonly granted: boolean;
  readonly open: (row: Row) => boolean;
  /** Whether closed ones can be asked for as well. */
  readonly closedToo: boolean;
}

const KINDS: readonly HeldKind[] = [
  { ...held('customer', 'Customer', 'owner_id', ['customer.read'], false), open: () => true },
  {
    ...held('opportunity', 'Opportunity', 'owner_id', ['opportunity.read'], false),
    open: (row) => row['stage_kind'] === 'OPEN',
  },
  {
    ...held('serviceCase', 'ServiceCase', 'owner_id', ['serviceCase.read', 'serviceCase.edit'], true),
    open: (row) => row['state'] !== 'CLOSED',
  },
  {
    ...held('churnAction', 'ChurnWarning', 'action_owner_id', ['churnWarning.read', 'churnWarning.act'], true),
    open: (row) => row['state'] !== 'CLOSED',
    closedToo: false,
  },
  {
    ...held('approvalTask', 'ApprovalTask', 'approver_id', ['approval.read', 'approval.decide'], true),
    open: (row) => row['state'] === 'OPEN',
    closedToo: false,
  },
];

function held(
  kind: string,
  type: string,
  holder: string,
  actions: readonly string[],
  granted: boolean,
): Omit<HeldKind, 'open'> {
  return { kind, type, holder, actions, granted, closedToo: true };
}

/** What a hand-over would do, for whoever may run it for the leaver; counts are those of the leaver's things, seen or not. */
export function preview({ sight, features }: Asked, input: PreviewInput): unknown {
  const { oracle, person } = sight;
  const leaver = sight.one('Person', input.personId);
  if (!leaver) throw refusal('NOT_FOUND');
  if (!oracle.reaches(person, 'handover.run', 'Person', leaver)) throw refusal('FORBIDDEN');
  if (leaver.id === person.id) throw refusal('BAD_USER_INPUT');
  const fields = features.fields.map(({ name }) => name);
  if (!powerOver(oracle, person, leaver, fields)) throw refusal('FORBIDDEN');
  const [{ personId: takerId } = { personId: '' }] = input.rules;
  const taker = sight.one('Person', takerId);
  if (taker?.['active'] !== true || takerId === leaver.id) throw refusal('BAD_USER_INPUT');
  return planOf(oracle, leaver, takerId, input.closedToo);
}

function planOf(oracle: Oracle, leaver: Row, takerId: string, closedToo: boolean): unknown {
  const kinds: { kind: string; label: string; count: number; withoutTaker: number }[] = [];
  const shares = new Map<string, { kind: string; personId: string; fallback: boolean; count: number }>();
  for (const kind of KINDS) {
    const rows = rowsOf(oracle.world, kind.type)
      .filter((row) => row[kind.holder] === leaver.id && row['deleted_at'] === null)
      .filter((row) => kind.open(row) || (closedToo && kind.closedToo));
    let withoutTaker = 0;
    for (const row of rows) {
      const found = takerOf(oracle, kind, row, leaver, takerId);
      if (!found) {
        withoutTaker += 1;
        continue;
      }
      const fallback = found !== takerId || !fits(oracle, kind, row, leaver, takerId);
      const key = `${kind.kind} ${found} ${String(fallback)}`;
      shares.set(key, { kind: kind.kind, personId: found, fallback, count: (shares.get(key)?.count ?? 0) + 1 });
    }
    if (rows.length > 0) kinds.push({ kind: kind.kind, label: 'told', count: rows.length, withoutTaker });
  }
  const sum = (of: 'count' | 'withoutTaker'): number => kinds.reduce((all, one) => all + one[of], 0);
  return { total: sum('count'), withoutTaker: sum('withoutTaker'), kinds, shares: [...shares.values()] };
}

/** Whom the rule names, else the nearest head of the record's department, else of the leaver's. */
function takerOf(oracle: Oracle, kind: HeldKind, row: Row, leaver: Row, takerId: string): string | null {
  const approval = rowOf(oracle.world, 'Approval', row['approval_id']);
  const place = kind.type === 'ApprovalTask' ? approval?.['department_id'] : row['department_id'];
  const candidates = [takerId, ...headsFrom(oracle, place), ...headsFrom(oracle, leaver['department_id'])];
  return candidates.find((id) => fits(oracle, kind, row, leaver, id)) ?? null;
}

function headsFrom(oracle: Oracle, departmentId: Value | undefined): string[] {
  const department = rowOf(oracle.world, 'Department', departmentId);
  if (!department) return [];
  const heads = department['deleted_at'] === null && department['head_id'] !== null ? [department['head_id']] : [];
  return [...(heads as string[]), ...headsFrom(oracle, department['parent_id'])];
}

/** Whoever is there, may hold such records, and is not kept from this one. */
function fits(oracle: Oracle, kind: HeldKind, row: Row, leaver: Row, personId: string): boolean {
  const person = rowOf(oracle.world, 'Person', personId);
  if (!person || !oracle.active(person) || personId === leaver.id || keptFrom(oracle, kind, row, personId))
    return false;
  return kind.actions.every((action) => oracle.holds(person, action)) && wouldSee(oracle, kind, person);
}

/** Nobody decides their own request, or a step twice. */
function keptFrom({ world }: Oracle, { type }: HeldKind, row: Row, personId: string): boolean {
  if (type !== 'ApprovalTask') return false;
  if (rowOf(world, 'Approval', row['approval_id'])?.['submitter_id'] === personId) return true;
  return rowsOf(world, 'ApprovalTask').some(
    (task) =>
      task['approval_id'] === row['approval_id'] &&
      task['step'] === row['step'] &&
      task['deleted_at'] === null &&
      task['approver_id'] === personId,
  );
}

/** Whether the person would see what is theirs and of their department, or by name what comes with sight. */
function wouldSee(oracle: Oracle, { type, actions, granted }: HeldKind, person: Row): boolean {
  const read = actions[0]!;
  const seenAs = kindOf(type).parent?.[0] ?? type;
  const { owner, department } = kindOf(seenAs);
  const own = { id: '0', [owner!]: person.id, [department!]: person['department_id']! } as Row;
  if (oracle.reaches(person, read, seenAs, own)) return true;
  const byOwnRole = oracle
    .permissionsFor(person, read)
    .some(({ permission, as }) => as.id === person.id && permission.scope !== 'NONE');
  return granted && byOwnRole;
}
