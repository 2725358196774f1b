import type { GraphQLField } from 'graphql';
import type { Suite } from '../run/suite.js';
import { snake } from '../model/columns.js';
import { type Answer, Caller } from '../support/caller.js';
import type { Chance } from '../support/chance.js';
import { type Row, rowsOf } from '../world/rows.js';
import type { Comparison } from './comparison.js';
import { CHANGED, leastInput, MISSING, mutationDocument, type Reference, referencesOf } from './mutation-inputs.js';
import { tableSums } from './table-sums.js';

type Mutation = GraphQLField<unknown, unknown>;

/** Sight is enough at the door of these: whom it was put to, who submitted it, or the step says who may. */
const BY_SIGHT = new Set([
  ...['approvalApprove', 'approvalComment', 'approvalReject', 'approvalReturn', 'approvalWithdraw'],
  'serviceCaseTake',
]);
/** Accounts are never merely seen. */
const BY_REACH = new Set(['passwordLinkCreate', 'passwordSet', 'secondFactorReset']);
/** They move records to others; only one a world, at the end. */
const MOVING = new Set([
  ...['customerAssign', 'customerDelete', 'departmentDelete', 'departmentMove', 'opportunityAssign', 'passwordSet'],
  ...['passwordLinkCreate', 'positionDelete', 'roleDelete', 'roleUpdate', 'secondFactorReset'],
]);
const REFUSALS = ['FORBIDDEN', 'NOT_FOUND'];
const ROWS_EACH = 2;

/** Every mutation against the oracle: refused where it says so, without a trace, and let through where it says so. */
export class WriteDriver {
  private readonly mutations: readonly Mutation[];
  private readonly touched = new Set<string>();

  constructor(
    private readonly suite: Suite,
    private readonly chance: Chance,
  ) {
    this.mutations = Object.values(suite.schema.getMutationType()!.getFields());
  }

  /** What must be refused to these people; nothing in any table may change. */
  async refused(comparisons: readonly Comparison[]): Promise<void> {
    const before = await tableSums(this.suite);
    for (const comparison of comparisons)
      for (const mutation of this.mutations) {
        await this.refuse(comparison, mutation);
        for (const reference of referencesOf(mutation)) await this.refer(comparison, mutation, reference);
      }
    const after = await tableSums(this.suite);
    comparisons[0]?.check(
      'refused without a trace',
      { document: 'all refused mutations', variables: {} },
      before,
      after,
    );
  }

  private async refuse(comparison: Comparison, mutation: Mutation): Promise<void> {
    const changed = CHANGED[mutation.name];
    if (!changed) return this.refuseAltogether(comparison, mutation);
    const [field, type] = changed;
    const rows = rowsOf(comparison.asked.sight.oracle.world, type);
    const refused = rows.filter((row) => expectedCode(comparison, mutation, type, row) !== null);
    const missing = await this.send(comparison, mutation, { ...leastInput(mutation), [field]: MISSING });
    for (const row of this.chance.some(refused, ROWS_EACH)) {
      const wanted = expectedCode(comparison, mutation, type, row);
      const input = this.inputFor(mutation, row);
      const answer = await this.send(comparison, mutation, input);
      const asked = { document: mutation.name, variables: input };
      comparison.check('refused', asked, wanted, Caller.codeOf(answer));
      if (wanted === 'NOT_FOUND') comparison.check('unseen is as missing', asked, missing, answer);
    }
  }

  /** What names no record is refused to those who do not hold the action. */
  private async refuseAltogether(comparison: Comparison, mutation: Mutation): Promise<void> {
    const action = requirementOf(mutation);
    const { oracle, person } = comparison.asked.sight;
    if (!action.includes('.') || oracle.holds(person, action)) return;
    const input = leastInput(mutation);
    const answer = await this.send(comparison, mutation, input);
    comparison.check('refused', { document: mutation.name, variables: input }, 'FORBIDDEN', Caller.codeOf(answer));
  }

  /** A record that an input refers to and that the asker does not see is answered as a missing one. */
  private async refer(comparison: Comparison, mutation: Mutation, { field, type, list }: Reference): Promise<void> {
    const { sight } = comparison.asked;
    const main = this.workable(comparison, mutation);
    // What the record refers to already is known to who sees the record, and sent back it changes nothing; and everybody knows of themselves.
    const named = field === 'otherDepartmentIds' && main ? sight.oracle.departmentsOf(main) : [main?.[snake(field)]];
    const known = [...named, sight.person.id];
    const unseen = rowsOf(sight.oracle.world, type).filter(({ id }) => !known.includes(id) && !sight.sees(type, id));
    if (unseen.length === 0 || (CHANGED[mutation.name] && !main)) return;
    const input = main ? this.inputFor(mutation, main) : uniqueInput(mutation);
    const naming = (id: string): Record<string, unknown> => ({ ...input, [field]: list ? [id] : id });
    const row = this.chance.pick(unseen);
    const missing = await this.send(comparison, mutation, naming(MISSING));
    const answer = await this.send(comparison, mutation, naming(row.id));
    comparison.check(
      'a reference to an unseen record is as one to a missing',
      { document: mutation.name, variables: naming(row.id) },
      missing,
      answer,
    );
  }

  private workable(comparison: Comparison, mutation: Mutation): Row | null {
    const changed = CHANGED[mutation.name];
    if (!changed) return null;
    const rows = rowsOf(comparison.asked.sight.oracle.world, changed[1]);
    const open = rows.filter((row) => expectedCode(comparison, mutation, changed[1], row) === null);
    return open.length > 0 ? this.chance.pick(open) : null;
  }

  /** What must be let through: one row for each mutation; the rules of the business may still refuse it. The world is spent afterwards. */
  async allowed(comparisons: readonly Comparison[]): Promise<void> {
    const gentle = this.mutations.filter(({ name }) => name in CHANGED && !MOVING.has(name));
    const moving = this.mutations.filter(({ name }) => MOVING.has(name));
    for (const mutation of gentle) for (const comparison of comparisons) await this.allow(comparison, mutation);
    await this.allow(this.chance.pick(comparisons), this.chance.pick(moving));
  }

  private async allow(comparison: Comparison, mutation: Mutation): Promise<void> {
    const [, type] = CHANGED[mutation.name]!;
    const rows = rowsOf(comparison.asked.sight.oracle.world, type).filter(
      (row) =>
        !this.touched.has(row.id) &&
        expectedCode(comparison, mutation, type, row) === null &&
        (!BY_REACH.has(mutation.name) || hasPower(comparison, row)),
    );
    if (rows.length === 0) return;
    const row = this.chance.pick(rows);
    this.touched.add(row.id);
    const input = this.inputFor(mutation, row);
    const answer = await this.send(comparison, mutation, input);
    const refused = REFUSALS.includes(Caller.codeOf(answer) ?? '') ? Caller.codeOf(answer) : null;
    comparison.check('allowed', { document: mutation.name, variables: input }, null, refused);
  }

  private inputFor(mutation: Mutation, row: Row): Record<string, unknown> {
    const [field] = CHANGED[mutation.name]!;
    const input = { ...leastInput(mutation), [field]: row.id };
    const current = { ownerId: row['owner_id'], expectedVersion: row['version'] };
    return { ...input, ...Object.fromEntries(Object.entries(current).filter(([name]) => name in input)) };
  }

  private async send(comparison: Comparison, mutation: Mutation, input: Record<string, unknown>): Promise<Answer> {
    const document = mutationDocument(this.suite.schema, mutation);
    const variables = mutation.args.length > 0 ? { input } : {};
    this.suite.coverage.recordText(document, variables);
    return comparison.caller.ask(document, variables);
  }
}

/** The code that the oracle leads to at the door: null when the door is open. */
function expectedCode(comparison: Comparison, mutation: Mutation, type: string, row: Row): string | null {
  const { oracle, person } = comparison.asked.sight;
  const action = requirementOf(mutation);
  if (action.includes('.') && !oracle.holds(person, action)) return 'FORBIDDEN';
  if (BY_REACH.has(mutation.name))
    return oracle.lives(type, row) && oracle.reaches(person, action, type, row) ? null : 'NOT_FOUND';
  if (!oracle.seen(person, type, row)) return 'NOT_FOUND';
  if (mutation.name === 'approvalWithdraw') return row['submitter_id'] === person.id ? null : 'FORBIDDEN';
  if (mutation.name.startsWith('approval') && mutation.name !== 'approvalComment')
    return asked(comparison, row) ? null : 'FORBIDDEN';
  if (BY_SIGHT.has(mutation.name)) return null;
  if (mutation.name === 'personUpdate' && higher(comparison, row)) return 'FORBIDDEN';
  return oracle.works(person, action, type, row) ? null : 'FORBIDDEN';
}

/** §5: whether nothing of what the person holds could exceed what the asker holds: they hold nothing, or the asker is an administrator. */
function hasPower({ asked: { sight } }: Comparison, row: Row): boolean {
  const { oracle, person } = sight;
  return oracle.administrator(person) || oracle.rolesOf(row).length === 0;
}

/** §5: a person of a higher level is nobody's to change but an administrator's. */
function higher({ asked: { sight } }: Comparison, row: Row): boolean {
  const { oracle, person } = sight;
  return row.id !== person.id && !oracle.administrator(person) && Number(row['level']) > Number(person['level']);
}

function asked({ asked: { sight } }: Comparison, approval: Row): boolean {
  const { oracle, person } = sight;
  // Nobody decides their own request in somebody else's place.
  const principals = approval['submitter_id'] === person.id ? [] : oracle.principalsOf(person);
  const places = [person, ...principals].map(({ id }) => id);
  return rowsOf(oracle.world, 'ApprovalTask').some(
    (task) =>
      task['approval_id'] === approval.id &&
      task['deleted_at'] === null &&
      places.includes(String(task['approver_id'])),
  );
}

function requirementOf({ description }: Mutation): string {
  return /Requires: (.+)$/.exec(description ?? '')?.[1] ?? '';
}

function uniqueInput(mutation: Mutation): Record<string, unknown> {
  const input = leastInput(mutation);
  return mutation.name === 'personCreate' ? { ...input, login: 'somebody-new' } : input;
}
