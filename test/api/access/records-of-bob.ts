import { aContact, aCustomer } from '../../support/builders.js';
import { sql } from '../../support/server.js';
import { addPerson, freshId, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { aDeletion } from '../approvals/approval-steps.js';
import { aDeal, aProduct } from '../opportunities/open-deals.js';
import { openCase, publish } from '../service/open-cases.js';

/** Kinds of record that mutations change. */
export type RecordKindName =
  | 'approval'
  | 'auditEntry'
  | 'churnWarning'
  | 'contact'
  | 'customer'
  | 'department'
  | 'opportunity'
  | 'person'
  | 'product'
  | 'serviceCase';

/** One record of each kind, none of which belongs to somebody of the north. */
export async function recordsOfBob(world: World): Promise<Record<RecordKindName, string>> {
  const { bob } = world;
  const customer = await aCustomer().ownedBy(bob).named('南粤电子').save();
  await publish(world.admin, 'FAULT', [world.departments.service]);
  const contact = await aContact(customer);
  return {
    customer,
    contact,
    auditEntry: await anEntry(bob, contact),
    opportunity: (await aDeal(bob)).id,
    approval: (await aDeletion(bob)).approvalId,
    serviceCase: (await openCase(world, { customerId: customer })).id,
    churnWarning: await aWarning(bob, customer),
    product: await aProduct(world, 'SOUTH'),
    person: bob.id,
    department: world.departments.south,
  };
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

/** An open warning of the person's customer. */
export async function aWarning(owner: TestPerson, customerId: string): Promise<string> {
  return insertRecord('churn_warning', {
    ...{ customer_id: customerId, customer_name: '南粤电子', owner_id: owner.id, department_id: owner.departmentId },
    ...{ state: 'OPEN', score: 0.7, threshold: 0.6, horizon_days: 28, silent_days: 30, purchases: 3 },
    ...{ first_purchase_on: '2026-01-01', last_purchase_on: '2026-03-01', value_at_risk: '100.00' },
    ...{ reasons: '[]', model_id: freshId(), raised_at: new Date(), raised_on: '2026-04-01' },
  });
}

/** Adds a person with a role of their own: each action with its scope. */
export async function aHolder(
  login: string,
  departmentId: string,
  permissions: readonly { readonly action: string; readonly scope: string }[],
): Promise<TestPerson> {
  const role = { code: `role_${login}`, name: login, administrator: 0, permissions: JSON.stringify(permissions) };
  const roleId = await insertRecord('role', role);
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
