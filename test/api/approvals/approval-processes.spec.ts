import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { actNow, aDeletion, askDeletion, publish, seeApproval } from './approval-steps.js';
import { aCustomer } from '../../support/builders.js';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const HEAD = { approvers: [{ kind: 'DEPARTMENT_HEAD' }] };
const EXECUTIVE = { approvers: [{ kind: 'ROLE', roleCode: 'executive' }] };
const people = (...ids: string[]) => ({ approvers: [{ kind: 'USER', personIds: ids }] });

test('steps come one after the other; the second is asked only when the first is through', async () => {
  await publish(world, [HEAD, EXECUTIVE]);
  const { approvalId } = await aDeletion(world.alice);
  expect((await seeApproval(world.executive, approvalId)).mayDecide).toBe(false);
  const after = await actNow(world.nora, 'Approve', approvalId);
  expect(after).toMatchObject({ state: 'PENDING', currentStep: 1, processNumber: 1 });
  expect(after.tasks.nodes).toEqual([
    { approverName: 'Nora', state: 'APPROVED', step: 0 },
    { approverName: 'Eve', state: 'OPEN', step: 1 },
  ]);
  expect((await actNow(world.executive, 'Approve', approvalId)).state).toBe('APPROVED');
});

test('one suffices: the first decision counts, the others are told that theirs is not needed', async () => {
  await publish(world, [{ mode: 'ANY', ...people(world.bob.id, world.sara.id) }]);
  const { approvalId } = await aDeletion(world.alice);
  const done = await actNow(world.sara, 'Approve', approvalId);
  expect(done.state).toBe('APPROVED');
  expect(done.tasks.nodes.map(({ approverName, state }) => `${approverName} ${state}`).sort()).toEqual([
    'Bob SKIPPED',
    'Sara APPROVED',
  ]);
});

test('a refusal in an all-must-agree step ends the approval at once', async () => {
  await publish(world, [{ mode: 'ALL', ...people(world.bob.id, world.sara.id) }, EXECUTIVE]);
  const { approvalId } = await aDeletion(world.alice);
  const done = await actNow(world.bob, 'Reject', approvalId, '不同意');
  expect(done.state).toBe('REJECTED');
  expect(done.tasks.nodes.map(({ approverName, state }) => `${approverName} ${state}`).sort()).toEqual([
    'Bob REJECTED',
    'Sara CANCELLED',
  ]);
});

test('who approved a step is not asked again in the next: it is approved by itself, and the record says so', async () => {
  await publish(world, [HEAD, people(world.nora.id), EXECUTIVE]);
  const { approvalId } = await aDeletion(world.alice);
  const after = await actNow(world.nora, 'Approve', approvalId);
  expect(after).toMatchObject({ state: 'PENDING', currentStep: 2 });
  expect(after.entries.nodes.map(({ action, actorName }) => `${action} ${actorName}`)).toEqual([
    'SUBMITTED Alice',
    'APPROVED Nora',
    'AUTO_APPROVED Nora',
  ]);
});

test('nobody approves their own request: the head’s goes to whom the head reports to', async () => {
  await publish(world, [HEAD]);
  const { approvalId } = await aDeletion(world.nora);
  const waiting = await seeApproval(world.executive, approvalId);
  expect(waiting).toMatchObject({ mayDecide: true, steps: [{ toAdministrators: false }] });
  expect(waiting.tasks.nodes).toEqual([{ approverName: 'Eve', state: 'OPEN', step: 0 }]);
  expect((await actNow(world.executive, 'Approve', approvalId)).state).toBe('APPROVED');
  await sql('UPDATE person SET manager_id = ? WHERE id = ?', [world.hugo.id, world.nora.id]);
  const reporting = await seeApproval(world.admin, (await aDeletion(world.nora)).approvalId);
  expect(reporting.tasks.nodes.map(({ approverName }) => approverName)).toEqual(['Hugo']);
});

test('who is the only one found for their own request is sent to the administrators', async () => {
  await publish(world, [people(world.nora.id)]);
  const { approvalId } = await aDeletion(world.nora);
  const waiting = await seeApproval(world.admin, approvalId);
  expect(waiting.steps).toEqual([{ mode: 'ANY', toAdministrators: true }]);
  expect(waiting.tasks.nodes).toEqual([{ approverName: 'Admin', state: 'OPEN', step: 0 }]);
  expect(waiting.entries.nodes.map(({ action }) => action)).toContain('SENT_TO_ADMINISTRATORS');
  expect((await actNow(world.admin, 'Approve', approvalId)).state).toBe('APPROVED');
});

test('unless the step allows it', async () => {
  await publish(world, [{ ...HEAD, allowSelf: true }]);
  const { approvalId } = await aDeletion(world.nora);
  expect((await actNow(world.nora, 'Approve', approvalId)).state).toBe('APPROVED');
});

test('nobody at all, not even an administrator: nothing is submitted', async () => {
  await publish(world, [{ approvers: [{ kind: 'ROLE', roleCode: 'nobody' }] }]);
  await sql('UPDATE person SET active = 0 WHERE id = ?', [world.admin.id]);
  const customerId = await aCustomer().ownedBy(world.alice).save();
  const before = await rowCounts();
  const { data } = await askDeletion(world.alice, customerId);
  expect(data?.customerDelete).toMatchObject({ approvalId: null, userErrors: [{ code: 'APPROVAL_NO_APPROVER' }] });
  expect(await rowCounts()).toEqual(before);
});

test('conditions skip steps and choose processes; a fact that is missing skips nothing', async () => {
  const north = [{ field: 'departmentId', operator: 'EQ', values: [world.departments.north] }];
  const south = [{ field: 'departmentId', operator: 'EQ', values: [world.departments.south] }];
  await publish(world, [
    { ...EXECUTIVE, conditions: south },
    HEAD,
    { ...EXECUTIVE, conditions: [{ field: 'size', operator: 'GT', values: ['9'] }] },
  ]);
  await publish(world, [people(world.aaron.id)], { code: 'south', priority: 1, conditions: south });
  const { approvalId } = await aDeletion(world.alice);
  const waiting = await seeApproval(world.nora, approvalId);
  expect(waiting).toMatchObject({ currentStep: 1, mayDecide: true });
  expect(waiting.entries.nodes.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['SUBMITTED', 'STEP_SKIPPED']),
  );
  expect((await actNow(world.nora, 'Approve', approvalId)).currentStep).toBe(2);
  const other = await aDeletion(world.bob);
  expect((await seeApproval(world.aaron, other.approvalId)).mayDecide).toBe(true);
  await publish(world, [{ ...EXECUTIVE, conditions: north }], { code: 'south', priority: 1, conditions: south });
  const third = await aDeletion(world.bob);
  expect((await seeApproval(world.executive, third.approvalId)).processNumber).toBe(1);
});

test('the manager so many levels up is asked', async () => {
  await publish(world, [{ approvers: [{ kind: 'MANAGER', levels: 2 }] }]);
  const { approvalId } = await aDeletion(world.alice);
  expect((await seeApproval(world.executive, approvalId)).mayDecide).toBe(true);
});

test('a running approval keeps its version; the next one follows the new', async () => {
  await publish(world, [HEAD]);
  const { approvalId } = await aDeletion(world.alice);
  await publish(world, [EXECUTIVE]);
  expect(await seeApproval(world.nora, approvalId)).toMatchObject({ processNumber: 1, mayDecide: true });
  const next = await aDeletion(world.alice);
  expect(await seeApproval(world.executive, next.approvalId)).toMatchObject({ processNumber: 2, mayDecide: true });
  await publish(world, [HEAD], { active: false });
  const last = await aDeletion(world.alice);
  expect(await seeApproval(world.nora, last.approvalId)).toMatchObject({ processNumber: 0, mayDecide: true });
  const query =
    '{ approvalProcesses(filter: { subject: { eq: "customer.delete" } }) { totalCount nodes { number active code steps { name approvers { kind roleCode } } } } }';
  const { approvalProcesses } = await world.admin.get<{
    approvalProcesses: { totalCount: number; nodes: { number: number; active: boolean }[] };
  }>(query);
  expect(approvalProcesses.totalCount).toBe(3);
  expect(approvalProcesses.nodes.filter(({ active }) => active)).toEqual([]);
});

test('a faulty process is refused with the place of each fault, and a second publication with the same key does nothing', async () => {
  const faults = await publish(
    world,
    [{ approvers: [{ kind: 'MANAGER' }], conditions: [{ field: 'size', operator: 'GT', values: ['large'] }] }],
    { subject: 'moon.land' },
  );
  expect(faults).toEqual([
    { code: 'INVALID_APPROVAL_SUBJECT', path: ['input', 'subject'] },
    { code: 'INVALID_APPROVERS', path: ['input', 'steps', '0', 'approvers'] },
    { code: 'INVALID_CONDITION', path: ['input', 'steps', '0', 'conditions', '0'] },
  ]);
  expect(await sql('SELECT id FROM approval_process')).toHaveLength(0);
  for (let call = 0; call < 2; call++) await publish(world, [HEAD], { idempotencyKey: 'once' });
  expect(await sql('SELECT id FROM approval_process')).toHaveLength(1);
});

test('only those who hold the action publish or see processes', async () => {
  const before = await rowCounts();
  const publishing = `mutation($input: ApprovalProcessPublishInput!) { approvalProcessPublish(input: $input) { userErrors { code } } }`;
  const input = {
    subject: 'customer.delete',
    nameZh: '删除',
    nameEn: 'Delete',
    steps: [{ nameZh: '一', nameEn: 'One', ...HEAD }],
  };
  for (const answer of [
    await world.nora.ask(publishing, { input }),
    await world.nora.ask('{ approvalProcesses { totalCount } }'),
  ])
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  expect(await rowCounts()).toEqual(before);
});
