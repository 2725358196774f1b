import { aContact, aCustomer } from '../../support/builders.js';
import { request } from '../../support/client.js';
import { sql } from '../../support/server.js';
import { addPerson, freshId, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { aDeletion } from '../approvals/approval-steps.js';
import { aDeal, aProduct } from '../opportunities/open-deals.js';
import { openCase, publish } from '../service/open-cases.js';

/** Kinds of record that mutations change. */
export type RecordKindName =
  | 'accountApplication'
  | 'approval'
  | 'auditEntry'
  | 'churnWarning'
  | 'contact'
  | 'customer'
  | 'department'
  | 'deputy'
  | 'handover'
  | 'opportunity'
  | 'person'
  | 'position'
  | 'product'
  | 'recordGrant'
  | 'role'
  | 'serviceCase'
  | 'session';

/** One record of each kind, none of which belongs to somebody of the north. */
export async function recordsOfBob(world: World): Promise<Record<RecordKindName, string>> {
  const { bob } = world;
  const customer = await aCustomer().ownedBy(bob).named('南粤电子').save();
  await publish(world.admin, 'FAULT', [world.departments.service]);
  const contact = await aContact(customer);
  return {
    accountApplication: await anApplication(),
    customer,
    contact,
    auditEntry: await anEntry(bob, contact),
    opportunity: (await aDeal(bob)).id,
    approval: (await aDeletion(bob)).approvalId,
    serviceCase: (await openCase(world, { customerId: customer })).id,
    churnWarning: await aWarning(bob, customer),
    product: await aProduct(world, 'SOUTH'),
    role: await aRole('southern', []),
    person: bob.id,
    session: bob.sessionId,
    department: world.departments.south,
    deputy: await aDeputy(bob, world.sara),
    position: await insertRecord('job_position', { name: '区域经理' }),
    handover: await aHandover(bob),
    recordGrant: await aMember(customer, world.sara),
  };
}

/** A hand-over of the person's things that has ended. */
export function aHandover({ id, departmentId }: TestPerson): Promise<string> {
  return insertRecord('handover', {
    ...{ person_id: id, person_name: 'Bob', department_id: departmentId, given_reason: '离职', state: 'DONE' },
    ...{ rules: '[]', records: '[]', shares: '[]', closed_too: 0, disable: 0, total: 0, moved: 0, left_over: 0 },
    ...{ kind_at: 0, after_id: '0', moved_in_pass: 0, given_back: 0, kept: 0, tries: 0, finished_at: new Date() },
    undo_until: new Date(Date.now() + 86_400_000),
  });
}

/** The person is a member of the customer's team. */
function aMember(customerId: string, { id }: TestPerson): Promise<string> {
  return insertRecord('record_grant', {
    ...{ kind: 'customer', record_id: customerId, person_id: id, level: 'read', until: null, spreads: 1 },
    ...{ cause: 'team', cause_id: customerId },
  });
}

/** An entry of the audit: the person has given the contact a title. */
async function anEntry(person: TestPerson, contactId: string): Promise<string> {
  const query = 'mutation($input: ContactUpdateInput!) { contactUpdate(input: $input) { userErrors { code } } }';
  await person.get(query, { input: { contactId, expectedVersion: 1, title: '采购总监' } });
  const [entry] = await sql<{ id: string }>("SELECT id FROM audit_entry WHERE kind = 'contact' AND record_id = ?", [
    contactId,
  ]);
  return entry!.id;
}

/** An application for an account that waits for a decision. */
export async function anApplication(name = '求职者'): Promise<string> {
  const input = { name, email: 'stranger@example.com', reason: '新入职' };
  await request(null, 'mutation($input: AccountApplyInput!) { accountApply(input: $input) { applicationToken } }', {
    input,
  });
  const [row] = await sql<{ id: string }>('SELECT id FROM account_application ORDER BY id DESC LIMIT 1');
  return row!.id;
}

/** An open warning of the person's customer. */
export async function aWarning(owner: TestPerson, customerId: string): Promise<string> {
  return insertRecord('churn_warning', {
    ...{ customer_id: customerId, customer_name: '南粤电子', owner_id: owner.id, department_id: owner.departmentId },
    ...{ state: 'OPEN', score: 0.7, threshold: 0.6, horizon_days: 28, silent_days: 30, purchases: 3 },
    ...{ first_purchase_on: '2026-01-01', last_purchase_on: '2026-03-01', value_at_risk: '100.00' },
    ...{ reasons: '[]', model_id: freshId(), raised_at: new Date(), raised_on: '2026-04-01' },
  });
}

/** Somebody stands in for the person during the coming day. */
export async function aDeputy(principal: TestPerson, deputy: TestPerson): Promise<string> {
  return insertRecord('deputy', {
    ...{ principal_id: principal.id, deputy_id: deputy.id, cause: '休假' },
    ...{ starts_at: new Date(), ends_at: new Date(Date.now() + 86_400_000), ended_at: null },
  });
}

/** Adds a role: each action with its scope, and what it says of fields. */
export function aRole(
  code: string,
  permissions: readonly RolePermission[],
  fieldRules: readonly RoleFieldRule[] = [],
): Promise<string> {
  const said = { permissions: JSON.stringify(permissions), field_rules: JSON.stringify(fieldRules) };
  return insertRecord('role', { code, name: code, administrator: 0, level: 1, ...said });
}

interface RolePermission {
  readonly action: string;
  readonly scope: string;
  readonly departmentIds?: readonly string[];
}

interface RoleFieldRule {
  readonly kind: string;
  readonly field: string;
  readonly rule: string;
}

/** Adds a person with a role of their own: each action with its scope. */
export async function aHolder(
  login: string,
  departmentId: string,
  permissions: readonly RolePermission[],
  fieldRules: readonly RoleFieldRule[] = [],
): Promise<TestPerson> {
  const roleId = await aRole(`role_${login}`, permissions, fieldRules);
  return addPerson({ login, type: 'STAFF', departmentId, roleId });
}

/** Locks the record as an approval does; undo with `unlock`. */
export async function lock(kind: string, recordId: string): Promise<void> {
  await insertRecord('record_lock', { kind, record_id: recordId, cause: 'approval', cause_id: freshId() }, false);
}

/** Takes every lock of the record away. */
export async function unlock(recordId: string): Promise<void> {
  await sql('DELETE FROM record_lock WHERE record_id = ?', [recordId]);
}
