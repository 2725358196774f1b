import { aContact, aCustomer, anInteraction } from '../../support/builders.js';
import { control, sql } from '../../support/server.js';
import { addPerson, aSession, department, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { aDeputy, aHandover, aWarning } from '../access/records-of-bob.js';
import { aDeletion, publish as publishApproval } from '../approvals/approval-steps.js';
import { aDeal, aProduct, aRate } from '../opportunities/open-deals.js';
import { openCase, publish as publishService } from '../service/open-cases.js';

/** More than the larger page, so that every list has a next one. */
const MANY = 21;

/** Fills every list with records that have their relations, each with people and departments of its own. */
export async function manyRecords(world: World): Promise<void> {
  const { service, north } = world.departments;
  for (let version = 0; version < MANY; version++) await publishService(world.admin, 'FAULT', [service], version);
  for (let index = 0; index < MANY; index++) {
    await aRate(world, 'USD', `2026-03-${String(index + 1).padStart(2, '0')}`, '7.1');
    await insertRecord('role', { code: `extra-${index}`, name: `角色${index}`, administrator: 0, permissions: '[]' });
    await insertRecord('job_position', { name: `岗位${index}` });
    const person = await newcomer(world, north, index);
    await aDeputy(person, world.sara);
    await workOf(world, person, index);
  }
  for (let index = 0; index < MANY; index++)
    await publishApproval(world, [{ approvers: [{ kind: 'DEPARTMENT_HEAD' }] }], { code: `process-${index}` });
  for (let index = 0; index < MANY; index++) await loginRecords(world);
  const positionId = await insertRecord('job_position', { name: '销售代表' });
  await sql('UPDATE person SET position_id = ?, manager_id = COALESCE(manager_id, ?)', [
    positionId,
    world.executive.id,
  ]);
  await control('drain');
}

/** A session of the administrator, and an application for an account that has become a person. */
async function loginRecords(world: World): Promise<void> {
  await aSession(world.admin);
  await insertRecord('account_application', {
    ...{ name: '求职者', email: 'stranger@example.com', grounds: '新入职', state: 'APPROVED', token_hash: '' },
    ...{ department_id: world.departments.root, person_id: world.alice.id },
  });
}

async function newcomer(world: World, north: string, index: number): Promise<TestPerson> {
  const departmentId = await department(`第${index}组`, north);
  const roleId = world.roles['sales']!;
  const login = `seller-${String(index).padStart(2, '0')}`;
  const person = await addPerson({ login, type: 'STAFF', departmentId, roleId, managerId: world.nora.id });
  await sql('UPDATE department SET head_id = ? WHERE id = ?', [person.id, departmentId]);
  return person;
}

async function workOf(world: World, person: TestPerson, index: number): Promise<void> {
  const parentId = await aCustomer().ownedBy(person).named(`集团${index}`).save();
  const customerId = await aCustomer().ownedBy(person).named(`客户${index}`).with({ parent_id: parentId }).save();
  const contactId = await aContact(customerId, `联系人${index}`);
  const interactionId = await anInteraction(customerId, person);
  await sql('UPDATE interaction SET contact_id = ? WHERE id = ?', [contactId, interactionId]);
  const productId = await aProduct(world, `P-${index}`);
  await aDeal(person, { customerId, lines: [{ productId, quantity: '1' }] });
  await aWarning(person, customerId);
  await openCase(world, { customerId, contactId });
  const { id } = await openCase(world, { customerId, contactId });
  await sql("UPDATE service_case SET owner_id = ?, state = 'IN_PROGRESS' WHERE id = ?", [person.id, id]);
  await aDeletion(person);
  await aHandover(person);
}
