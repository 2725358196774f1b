import type { GraphQLField } from 'graphql';
import { eraseRefusal, readsEntry } from '../oracle/audit.js';
import { powerOver } from '../oracle/power.js';
import { kindOf, typeOfAction } from '../world/kinds.js';
import { type Row, rowOf, rowsOf } from '../world/rows.js';
import type { Comparison } from './comparison.js';

/** The code with which a mutation is answered before any rule of the business counts: null when it is let through. */
type Door = (comparison: Comparison, row: Row) => string | null;

/** Sight is enough at the door of these: whom it was put to, who submitted it, or the step says who may. */
const BY_SIGHT = new Set(['approvalComment', 'serviceCaseTake']);
/** Accounts are never merely seen; what is done to them takes power over the person. */
const BY_REACH: Readonly<Record<string, readonly string[]>> = {
  invitationRevoke: ['person.read', 'person.create'],
  passwordLinkCreate: ['account.edit'],
  passwordSet: ['account.edit'],
  secondFactorReset: ['account.edit'],
};
/** Fields that the edit mutations of these kinds take, and so put back. */
const RESTORED: Readonly<Record<string, readonly string[]>> = {
  Customer: ['name', 'phone', 'city', 'annualRevenue', 'tags'],
  Contact: ['name', 'phone', 'email', 'title'],
  Opportunity: ['amount', 'nextStep'],
};

const SHARED = new Set(['share', 'team']);

const DOORS: Readonly<Record<string, Door>> = {
  contactCreate: addingTo('contact.create'),
  interactionCreate: addingTo('interaction.create'),
  approvalApprove: decision,
  approvalReject: decision,
  approvalReturn: decision,
  approvalWithdraw: ({ asked: { sight } }, row) => (row['submitter_id'] === sight.person.id ? null : 'FORBIDDEN'),
  auditValueRestore: restoring,
  customerUndelete: ({ asked: { sight } }, customer) => {
    const reach = (verb: string): boolean =>
      sight.oracle.reaches(sight.person, `customer.${verb}`, 'Customer', customer);
    if (!reach('read')) return 'NOT_FOUND';
    return reach('delete') ? null : 'FORBIDDEN';
  },
  deputyEnd: (comparison, row) =>
    row['deleted_at'] === null ? ofPrincipal(comparison, String(row['principal_id'])) : 'NOT_FOUND',
  handoverStart: (comparison, row) => workingOn(comparison, 'person.edit', row) ?? handingOver(comparison, row),
  handoverUndo: ofHandover,
  personUpdate: (comparison, row) =>
    higher(comparison, row) ? 'FORBIDDEN' : workingOn(comparison, 'person.edit', row),
  shareEnd: ({ asked: { sight } }, share) => {
    const type = typeOfAction(String(share['kind']));
    const row = type === null ? null : sight.any(type, share['record_id']);
    if (type === null || !row || share['deleted_at'] !== null || !SHARED.has(String(share['cause'])))
      return 'NOT_FOUND';
    return sharing(sight, type, row, ['assign'], false);
  },
  sessionRevoke: ({ asked }, row) => {
    const { sight } = asked;
    if (row['person_id'] === sight.person.id) return null;
    const person = sight.any('Person', row['person_id']);
    return person ? account(asked, ['account.edit'], person) : 'NOT_FOUND';
  },
};

/** §2: what is judged by its customer is added where the action works on the customer; an unseen one is no reference. */
function addingTo(action: string): Door {
  return ({ asked: { sight } }, customer) => {
    const { oracle, person } = sight;
    if (!oracle.seen(person, 'Customer', customer)) return 'INVALID_REFERENCE';
    return oracle.works(person, action, 'Customer', customer) ? null : 'FORBIDDEN';
  };
}

/** What stands at the door of the mutation for that row. */
export function doorOf(
  comparison: Comparison,
  mutation: GraphQLField<unknown, unknown>,
  type: string,
  row: Row,
): string | null {
  const { asked } = comparison;
  const { oracle, person } = asked.sight;
  const { name } = mutation;
  const action = requirementOf(mutation);
  if (action.includes('.') && !oracle.holds(person, action)) return 'FORBIDDEN';
  const reach = BY_REACH[name];
  if (reach) return account(asked, reach, row);
  if (name === 'maskedValueReveal') return revealing(asked, type, row);
  if (name === 'shareSet') return sharing(asked.sight, type, row, verbsOfShare(row), true);
  if (name === 'auditValueErase') return eraseRefusal(oracle, person, type, row);
  if (!BLIND.has(name) && !oracle.seen(person, type, row)) return 'NOT_FOUND';
  const door = DOORS[name];
  if (door) return door(comparison, row);
  if (BY_SIGHT.has(name)) return null;
  return oracle.works(person, action, type, row) ? null : 'FORBIDDEN';
}

/** What these name is not seen as records are; their own doors say what is answered. */
const BLIND = new Set([
  ...[
    'auditValueRestore',
    'contactCreate',
    'customerUndelete',
    'deputyEnd',
    'interactionCreate',
    'sessionRevoke',
    'shareEnd',
  ],
]);

/** One of the maskable fields of the kind, drawn by the record; null when it has none. */
export function maskedField({ features }: Asked, type: string, { id }: Row): string | null {
  const { action: kind } = kindOf(type);
  const fields = features.fields.filter(({ name, mask }) => mask !== null && name.startsWith(`${kind}.`));
  return fields[Number(id) % Math.max(1, fields.length)]?.name ?? null;
}

/** §4: what is masked is told where `reveal` works on the record; what is hidden stays so. */
function revealing(asked: Asked, type: string, row: Row): string | null {
  const { sight } = asked;
  const { oracle, person } = sight;
  if (!oracle.seen(person, type, row)) return 'NOT_FOUND';
  const works = oracle.works(person, `${kindOf(type).action}.reveal`, type, row);
  return works && sight.rule(maskedField(asked, type, row)!) !== 'HIDDEN' ? null : 'FORBIDDEN';
}

/** Every other record is shared to edit. */
export function levelOfShare({ id }: Row): 'READ' | 'EDIT' {
  return Number(id) % 2 === 0 ? 'READ' : 'EDIT';
}

function verbsOfShare(row: Row): string[] {
  return levelOfShare(row) === 'EDIT' ? ['assign', 'edit'] : ['assign'];
}

/** §3: the record must be seen, and each verb work on it by what the roles say of owner and department; for giving it, one's own roles. */
export function sharing(
  { oracle, person }: Asked['sight'],
  type: string,
  row: Row,
  verbs: readonly string[],
  giving: boolean,
): string | null {
  if (!oracle.seen(person, type, row)) return 'NOT_FOUND';
  const { action: kind } = kindOf(type);
  return verbs.every((verb) => oracle.holdsByRole(person, `${kind}.${verb}`, type, row, giving)) ? null : 'FORBIDDEN';
}

/** What the schema says of the requirement of a root field. */
export function requirementOf({ description }: GraphQLField<unknown, unknown>): string {
  return /Requires: (.+)$/.exec(description ?? '')?.[1] ?? '';
}

type Asked = Comparison['asked'];

function hasPower({ sight, features }: Asked, person: Row): boolean {
  const fields = features.fields.map(({ name }) => name);
  return powerOver(sight.oracle, sight.person, person, fields);
}

/** A person whom each of the actions reaches, and who holds no more than the asker. */
function account(asked: Asked, actions: readonly string[], person: Row): string | null {
  const { oracle, person: asker } = asked.sight;
  const reached = actions.every((action) => oracle.reaches(asker, action, 'Person', person));
  if (!oracle.lives('Person', person) || !reached) return 'NOT_FOUND';
  return hasPower(asked, person) ? null : 'FORBIDDEN';
}

export function workingOn({ asked: { sight } }: Comparison, action: string, person: Row): string | null {
  const { oracle, person: asker } = sight;
  if (!oracle.seen(asker, 'Person', person)) return 'NOT_FOUND';
  return oracle.works(asker, action, 'Person', person) ? null : 'FORBIDDEN';
}

/** §5: everybody's own deputies are theirs; those of others take the right to edit the person, and power over them. */
function ofPrincipal(comparison: Comparison, principalId: string): string | null {
  const { asked } = comparison;
  const principal = asked.sight.any('Person', principalId);
  if (principalId === asked.sight.person.id) return null;
  if (!principal) return 'NOT_FOUND';
  return workingOn(comparison, 'person.edit', principal) ?? (hasPower(asked, principal) ? null : 'FORBIDDEN');
}

/** Whether the asker may hand over what the person holds; of oneself nobody does, which is a rule of the business. */
function handingOver({ asked }: Comparison, person: Row): string | null {
  const { oracle, person: asker } = asked.sight;
  if (!oracle.lives('Person', person) || !oracle.reaches(asker, 'handover.run', 'Person', person)) return 'FORBIDDEN';
  return hasPower(asked, person) ? null : 'FORBIDDEN';
}

function ofHandover(comparison: Comparison, handover: Row): string | null {
  const { oracle, person } = comparison.asked.sight;
  if (!oracle.works(person, 'handover.run', 'Handover', handover)) return 'FORBIDDEN';
  const leaver = rowOf(oracle.world, 'Person', handover['person_id']);
  return leaver ? handingOver(comparison, leaver) : 'FORBIDDEN';
}

/** §6: the entry must be readable, and the edit action of its kind must work on the record. */
function restoring({ asked: { sight } }: Comparison, entry: Row): string | null {
  const { oracle, person } = sight;
  if (!readsEntry(oracle, person, entry)) return 'NOT_FOUND';
  const type = typeOfAction(String(entry['kind']));
  const change = (entry['changes'] as Record<string, object>)[fieldOf(entry)];
  if (type === null || !change || 'erased' in change || !RESTORED[type]?.includes(fieldOf(entry))) return null;
  const edit = `${kindOf(type).action}.edit`;
  if (!oracle.holds(person, edit)) return 'FORBIDDEN';
  const row = rowOf(oracle.world, type, entry['record_id']);
  if (!row || !oracle.seen(person, type, row)) return 'NOT_FOUND';
  return oracle.works(person, edit, type, row) ? null : 'FORBIDDEN';
}

/** The field of an entry that is put back. */
export function fieldOf(entry: Row): string {
  return Object.keys(entry['changes'] as object)[0] ?? 'name';
}

/** §5: a person of a higher level is nobody's to change but an administrator's. */
function higher({ asked: { sight } }: Comparison, row: Row): boolean {
  const { oracle, person } = sight;
  return row.id !== person.id && !oracle.administrator(person) && Number(row['level']) > Number(person['level']);
}

function decision({ asked: { sight } }: Comparison, approval: Row): string | null {
  const { oracle, person } = sight;
  // Nobody decides their own request in somebody else's place.
  const principals = approval['submitter_id'] === person.id ? [] : oracle.principalsOf(person);
  const places = [person, ...principals].map(({ id }) => id);
  const asked = rowsOf(oracle.world, 'ApprovalTask').some(
    (task) =>
      task['approval_id'] === approval.id &&
      task['deleted_at'] === null &&
      places.includes(String(task['approver_id'])),
  );
  return asked ? null : 'FORBIDDEN';
}
