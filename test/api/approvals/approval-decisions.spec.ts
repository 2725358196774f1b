import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { act, actNow, aDeletion, askDeletion, publish, seeApproval } from './approval-steps.js';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const locksOf = (approvalId: string) =>
  sql('SELECT id FROM record_lock WHERE cause_id = ? AND deleted_at IS NULL', [approvalId]);
const customerOf = async (id: string) =>
  (
    await sql<{ version: number; deleted_at: Date | null }>('SELECT version, deleted_at FROM customer WHERE id = ?', [
      id,
    ])
  )[0]!;

describe('without a process the direct manager decides', () => {
  test('approving carries the outcome out, with history, audit and events, in one transaction', async () => {
    const { customerId, approvalId } = await aDeletion(world.alice);
    const waiting = await seeApproval(world.nora, approvalId);
    expect(waiting).toMatchObject({ state: 'PENDING', processNumber: 0, mayDecide: true, currentStep: 0 });
    expect(waiting.tasks.nodes).toEqual([{ approverName: 'Nora', state: 'OPEN', step: 0 }]);
    expect((await seeApproval(world.alice, approvalId)).mayDecide).toBe(false);
    expect(await locksOf(approvalId)).toHaveLength(1);

    const done = await actNow(world.nora, 'Approve', approvalId, '可以');
    expect(done).toMatchObject({ state: 'APPROVED', version: 2, mayDecide: false });
    expect(done.entries.nodes).toEqual([
      { action: 'SUBMITTED', actorName: 'Alice', comment: null },
      { action: 'APPROVED', actorName: 'Nora', comment: '可以' },
    ]);
    expect((await customerOf(customerId)).deleted_at).not.toBeNull();
    expect(await locksOf(approvalId)).toHaveLength(0);
    const history = await sql<{ version: number; state: string }>(
      'SELECT version, state FROM approval_history WHERE id = ? ORDER BY version',
      [approvalId],
    );
    expect(history).toMatchObject([
      { version: 1, state: 'PENDING' },
      { version: 2, state: 'APPROVED' },
    ]);
    const audit = await sql<{ kind: string }>(
      "SELECT kind FROM audit_entry WHERE action = 'approval.approve' AND actor_id = ?",
      [world.nora.id],
    );
    expect(audit.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['approval', 'approval_task', 'customer']));
    const events = await sql<{ name: string }>('SELECT name FROM outbox_event WHERE record_id = ? ORDER BY id', [
      approvalId,
    ]);
    expect(events.map(({ name }) => name)).toEqual(['ApprovalRequested', 'ApprovalDecided']);
  });

  test.each([
    ['Reject', 'REJECTED'],
    ['Return', 'RETURNED'],
  ] as const)('%s ends it, unlocks the record and leaves it as it was', async (verb, state) => {
    const { customerId, approvalId } = await aDeletion(world.alice);
    const before = await customerOf(customerId);
    expect(await actNow(world.nora, verb, approvalId, '请补充理由')).toMatchObject({ state, mayDecide: false });
    expect(await customerOf(customerId)).toEqual(before);
    expect(await locksOf(approvalId)).toHaveLength(0);
    expect(
      (await askDeletion(world.alice, customerId, { expectedVersion: before.version })).data?.customerDelete.userErrors,
    ).toEqual([]);
  });

  test('the record is locked meanwhile and no second approval about it starts', async () => {
    const { customerId } = await aDeletion(world.alice);
    const again = await askDeletion(world.alice, customerId, { expectedVersion: 2 });
    expect(again.data?.customerDelete.userErrors.map(({ code }) => code)).toEqual(['RECORD_LOCKED']);
    const [{ n }] = (await sql<{ n: string }>('SELECT COUNT(*) AS n FROM approval')) as [{ n: string }];
    expect(Number(n)).toBe(1);
  });

  test('two requests about one record at once: one starts, the other is refused', async () => {
    const customerId = await aCustomer().ownedBy(world.alice).save();
    const answers = await Promise.all([askDeletion(world.alice, customerId), askDeletion(world.nora, customerId)]);
    expect(answers.filter(({ data }) => data?.customerDelete.approvalId)).toHaveLength(1);
    expect(await sql("SELECT id FROM approval WHERE state = 'PENDING'")).toHaveLength(1);
    expect(await sql('SELECT id FROM record_lock WHERE deleted_at IS NULL')).toHaveLength(1);
  });
});

describe('refusals write nothing', () => {
  test.each([
    ['the submitter', 'alice', 'FORBIDDEN'],
    ['someone of another region', 'bob', 'NOT_FOUND'],
    ['someone who sees all but was not asked', 'executive', 'FORBIDDEN'],
    ['someone without the action', 'analyst', 'FORBIDDEN'],
  ] as const)('%s may not decide', async (_who, name, code) => {
    const { approvalId } = await aDeletion(world.alice);
    await control('drain');
    const before = await rowCounts();
    for (const verb of ['Approve', 'Reject', 'Return'] as const) {
      const answer = await act(world[name], verb, { approvalId, expectedVersion: 1, comment: '不' });
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    }
    expect(await rowCounts()).toEqual(before);
  });

  test('an approval that is unseen answers like one that is missing', async () => {
    const { approvalId } = await aDeletion(world.alice);
    const input = (id: string) => ({ approvalId: id, expectedVersion: 1, comment: '看看' });
    for (const verb of ['Approve', 'Reject', 'Return', 'Withdraw'] as const)
      expect(await act(world.bob, verb, input(approvalId))).toEqual(await act(world.bob, verb, input('4242')));
    const query = 'query($id: ID!) { approval(id: $id) { state } }';
    expect(await world.bob.ask(query, { id: approvalId })).toEqual(await world.bob.ask(query, { id: '4242' }));
    expect(
      (await world.bob.get<{ approvals: { totalCount: number } }>('{ approvals { totalCount } }')).approvals.totalCount,
    ).toBe(0);
  });

  test.each(['Reject', 'Return'] as const)('%s needs a comment', async (verb) => {
    const { approvalId } = await aDeletion(world.alice);
    const { data } = await act(world.nora, verb, { approvalId, expectedVersion: 1, comment: '' });
    expect(data?.acted).toEqual({
      approval: null,
      userErrors: [{ code: 'INVALID_IS_NOT_EMPTY', path: ['input', 'comment'] }],
    });
    expect((await seeApproval(world.nora, approvalId)).state).toBe('PENDING');
  });

  test('deciding on a version that is no longer the newest is refused with the newest', async () => {
    const { approvalId } = await aDeletion(world.alice);
    const { data } = await act(world.nora, 'Approve', { approvalId, expectedVersion: 7 });
    expect(data?.acted.userErrors).toEqual([
      { code: 'STALE_RECORD', path: ['input', 'expectedVersion'], currentVersion: 1 },
    ]);
  });

  test('deciding twice is refused; the same key gives the first answer', async () => {
    const { approvalId } = await aDeletion(world.alice);
    const input = { approvalId, expectedVersion: 1, idempotencyKey: 'decide-1' };
    const first = await act(world.nora, 'Approve', input);
    expect(first.data?.acted.approval?.state).toBe('APPROVED');
    expect((await act(world.nora, 'Approve', input)).data).toEqual(first.data);
    for (const expectedVersion of [1, 2]) {
      const { data } = await act(world.nora, 'Approve', { approvalId, expectedVersion });
      expect(data?.acted.userErrors.map(({ code }) => code)).toEqual(['APPROVAL_TASK_DONE']);
    }
    expect((await seeApproval(world.nora, approvalId)).version).toBe(2);
  });
});

describe('withdrawing and commenting', () => {
  test('the submitter takes the request back; nobody else may', async () => {
    const { customerId, approvalId } = await aDeletion(world.alice);
    const refused = await act(world.nora, 'Withdraw', { approvalId, expectedVersion: 1 });
    expect(refused.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    const withdrawn = await actNow(world.alice, 'Withdraw', approvalId);
    expect(withdrawn.state).toBe('WITHDRAWN');
    expect(withdrawn.tasks.nodes[0]?.state).toBe('CANCELLED');
    expect(await locksOf(approvalId)).toHaveLength(0);
    expect((await customerOf(customerId)).deleted_at).toBeNull();
    const again = await act(world.alice, 'Withdraw', { approvalId, expectedVersion: 2 });
    expect(again.data?.acted.userErrors.map(({ code }) => code)).toEqual(['TRANSITION_REFUSED']);
    const late = await act(world.nora, 'Approve', { approvalId, expectedVersion: 2 });
    expect(late.data?.acted.userErrors.map(({ code }) => code)).toEqual(['APPROVAL_TASK_DONE']);
  });

  test('a comment is added to the record and makes nobody stale', async () => {
    const { approvalId } = await aDeletion(world.alice);
    const commented = await actNow(world.alice, 'Comment', approvalId, '客户已注销');
    expect(commented).toMatchObject({ version: 1, state: 'PENDING' });
    expect(commented.entries.nodes.at(-1)).toEqual({ action: 'COMMENTED', actorName: 'Alice', comment: '客户已注销' });
    expect((await act(world.bob, 'Comment', { approvalId, comment: '?' })).errors?.[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
  });
});

test('who was asked sees the record until the end, and the approval with its snapshot for good', async () => {
  await publish(world, [{ approvers: [{ kind: 'USER', personIds: [world.bob.id] }] }]);
  const { customerId, approvalId } = await aDeletion(world.alice);
  const customer = () =>
    world.bob.ask<{ customer: { name: string } }>('query($id: ID!) { customer(id: $id) { name } }', { id: customerId });
  expect((await customer()).data?.customer.name).toBe('测试客户有限公司');
  await actNow(world.bob, 'Reject', approvalId, '不删');
  expect((await customer()).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const query =
    'query($id: ID!) { approval(id: $id) { title snapshot { field value } changes { field } submitter { name } } }';
  const { approval } = await world.bob.get<{
    approval: { title: string; snapshot: { field: string; value: string }[] };
  }>(query, { id: approvalId });
  expect(approval).toMatchObject({ changes: [], submitter: { name: 'Alice' } });
  expect(approval.title).toContain('Delete customer');
  expect(approval.snapshot).toContainEqual({ field: 'ownerId', value: world.alice.id });
});

test('all must agree: two approvers at the same moment, none is lost and the last one ends it', async () => {
  await publish(world, [
    { mode: 'ALL', approvers: [{ kind: 'USER', personIds: [world.bob.id, world.sara.id, world.nora.id] }] },
  ]);
  const { customerId, approvalId } = await aDeletion(world.alice);
  const answers = await Promise.all(
    [world.bob, world.sara, world.nora].map((person) => act(person, 'Approve', { approvalId, expectedVersion: 1 })),
  );
  const refused = answers.flatMap(({ data }) => data?.acted.userErrors.map(({ code }) => code) ?? ['none']);
  expect(refused).toEqual(['STALE_RECORD', 'STALE_RECORD']);
  for (const person of [world.bob, world.sara, world.nora])
    if ((await seeApproval(person, approvalId)).mayDecide) await actNow(person, 'Approve', approvalId);
  expect((await seeApproval(world.nora, approvalId)).state).toBe('APPROVED');
  expect((await customerOf(customerId)).deleted_at).not.toBeNull();
});
