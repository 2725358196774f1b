import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { act, actNow, aDeletion, publish, seeApproval } from './approval-steps.js';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const HEAD = { approvers: [{ kind: 'DEPARTMENT_HEAD' }] };
const DECISIONS = [['Approve'], ['Reject'], ['Return']] as const;

test('a process has one step at least and twenty at most; a refused one is not written', async () => {
  const before = await rowCounts();
  for (const steps of [[], Array.from({ length: 21 }, () => HEAD)])
    expect(await publish(world, steps)).toEqual([{ code: 'INVALID_APPROVAL_STEPS', path: ['input', 'steps'] }]);
  expect(await rowCounts()).toEqual(before);
  expect(
    await publish(
      world,
      Array.from({ length: 20 }, () => HEAD),
    ),
  ).toEqual([]);
});

test('of three publications at once each has a number of its own, and one is active', async () => {
  const faults = await Promise.all([1, 2, 3].map(() => publish(world, [HEAD])));
  expect(faults).toEqual([[], [], []]);
  const rows = await sql<{ number: number; active: number }>(
    'SELECT number, active FROM approval_process ORDER BY number',
  );
  expect(rows).toEqual([
    { number: 1, active: 0 },
    { number: 2, active: 0 },
    { number: 3, active: 1 },
  ]);
});

test('a published process has history and audit', async () => {
  await publish(world, [HEAD]);
  const [row] = await sql<{ id: string }>('SELECT id FROM approval_process');
  expect(await sql('SELECT version, actor_id FROM approval_process_history WHERE id = ?', [row!.id])).toEqual([
    { version: 1, actor_id: world.admin.id },
  ]);
  expect(await sql('SELECT action FROM audit_entry WHERE record_id = ?', [row!.id])).toEqual([
    { action: 'approvalProcess.edit' },
  ]);
});

test('when the next step has nobody the approval is refused, and nothing is decided', async () => {
  await publish(world, [HEAD, { approvers: [{ kind: 'ROLE', roleCode: 'nobody' }] }]);
  const { approvalId } = await aDeletion(world.alice);
  await sql('UPDATE person SET active = 0 WHERE id = ?', [world.admin.id]);
  await control('drain');
  const before = await rowCounts();
  const { data } = await act(world.nora, 'Approve', { approvalId, expectedVersion: 1 });
  expect(data?.acted).toMatchObject({ approval: null, userErrors: [{ code: 'APPROVAL_NO_APPROVER' }] });
  expect(await rowCounts()).toEqual(before);
  expect(await seeApproval(world.nora, approvalId)).toMatchObject({
    state: 'PENDING',
    currentStep: 0,
    mayDecide: true,
  });
});

describe.each(DECISIONS)('approval%s', (verb) => {
  test('of a part that is decided already', async () => {
    const { approvalId } = await aDeletion(world.alice);
    await actNow(world.nora, 'Return', approvalId, '补充');
    await control('drain');
    const before = await rowCounts();
    const { data } = await act(world.nora, verb, { approvalId, expectedVersion: 2, comment: '再来' });
    expect(data?.acted).toMatchObject({ approval: null, userErrors: [{ code: 'APPROVAL_TASK_DONE' }] });
    expect(await rowCounts()).toEqual(before);
  });

  test('of an approval that has ended, even where a part was left open', async () => {
    const { approvalId } = await aDeletion(world.alice);
    await sql("UPDATE approval SET state = 'WITHDRAWN' WHERE id = ?", [approvalId]);
    await control('drain');
    const before = await rowCounts();
    const { data } = await act(world.nora, verb, { approvalId, expectedVersion: 1, comment: '太迟' });
    expect(data?.acted).toMatchObject({ approval: null, userErrors: [{ code: 'TRANSITION_REFUSED' }] });
    expect(await rowCounts()).toEqual(before);
  });

  test('three times at once takes effect once', async () => {
    const { approvalId } = await aDeletion(world.alice);
    const input = { approvalId, expectedVersion: 1, comment: '一次' };
    const answers = await Promise.all([1, 2, 3].map(() => act(world.nora, verb, input)));
    expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined, undefined]);
    expect(answers.filter(({ data }) => data?.acted.userErrors.length === 0)).toHaveLength(1);
    const { entries, version } = await seeApproval(world.alice, approvalId);
    expect([entries.nodes.length, version]).toEqual([2, 2]);
    await control('drain');
    expect(await sql("SELECT id FROM outbox_event WHERE name = 'ApprovalDecided'")).toHaveLength(1);
  });
});

test('approving and withdrawing at once: one of them takes effect, the record is free', async () => {
  const { customerId, approvalId } = await aDeletion(world.alice);
  const input = { approvalId, expectedVersion: 1 };
  const answers = await Promise.all([act(world.nora, 'Approve', input), act(world.alice, 'Withdraw', input)]);
  expect(answers.filter(({ data }) => data?.acted.userErrors.length === 0)).toHaveLength(1);
  const [row] = await sql<{ state: string; gone: number }>(
    `SELECT a.state, c.deleted_at IS NOT NULL AS gone FROM approval a JOIN customer c ON c.id = a.record_id WHERE c.id = ?`,
    [customerId],
  );
  expect(row!.gone).toBe(row!.state === 'APPROVED' ? 1 : 0);
  expect(await sql('SELECT id FROM record_lock WHERE deleted_at IS NULL')).toEqual([]);
});

test.each([
  ['', 'INVALID_IS_NOT_EMPTY'],
  ['x'.repeat(2_001), 'INVALID_MAX_LENGTH'],
])('a comment of %# is refused with %s and writes nothing', async (comment, code) => {
  const { approvalId } = await aDeletion(world.alice);
  await control('drain');
  const before = await rowCounts();
  const { data } = await act(world.alice, 'Comment', { approvalId, comment });
  expect(data?.acted).toEqual({ approval: null, userErrors: [{ code, path: ['input', 'comment'] }] });
  expect(await rowCounts()).toEqual(before);
});

test('an ended approval may still be commented', async () => {
  const { approvalId } = await aDeletion(world.alice);
  await actNow(world.nora, 'Reject', approvalId, '不删');
  const { entries } = await actNow(world.alice, 'Comment', approvalId, '明白了');
  expect(entries.nodes.at(-1)).toEqual({ action: 'COMMENTED', actorName: 'Alice', comment: '明白了' });
});
