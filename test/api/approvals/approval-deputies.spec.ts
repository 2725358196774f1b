import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { appoint } from '../permissions/deputies.js';
import { act, actNow, aDeletion, publish, seeApproval } from './approval-steps.js';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

/** A viewer is trusted this long. */
const TRUST_MS = 1_100;
const trust = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, TRUST_MS));

async function inboxOf(person: TestPerson): Promise<string[]> {
  const query = '{ approvalsToDecide { totalCount nodes { approverName approval { id } } } }';
  const { approvalsToDecide } = await person.get<{
    approvalsToDecide: { nodes: { approval: { id: string } | null }[] };
  }>(query);
  return approvalsToDecide.nodes.map(({ approval }) => approval!.id);
}

test('a deputy finds what waits for the principal, decides in their place, and the record names both', async () => {
  const { customerId, approvalId } = await aDeletion(world.alice);
  expect(await inboxOf(world.sara)).toEqual([]);
  await appoint(world.nora, world.nora, world.sara);
  await trust();
  expect(await inboxOf(world.sara)).toEqual([approvalId]);
  expect(await seeApproval(world.sara, approvalId)).toMatchObject({ mayDecide: true });
  const done = await actNow(world.sara, 'Approve', approvalId, '代批');
  expect(done).toMatchObject({ state: 'APPROVED', mayDecide: false });
  expect(done.tasks.nodes).toEqual([{ approverName: 'Nora', state: 'APPROVED', step: 0 }]);
  const lines =
    'SELECT action, actor_id, principal_id, principal_name FROM approval_entry WHERE approval_id = ? ORDER BY id';
  expect((await sql(lines, [approvalId]))[1]).toEqual({
    ...{ action: 'APPROVED', actor_id: world.sara.id, principal_id: world.nora.id, principal_name: 'Nora' },
  });
  const query = 'query($id: ID!) { approval(id: $id) { entries { nodes { actorName principalName } } } }';
  expect(await world.alice.get(query, { id: approvalId })).toEqual({
    approval: {
      entries: {
        nodes: [
          { actorName: 'Alice', principalName: null },
          { actorName: 'Sara', principalName: 'Nora' },
        ],
      },
    },
  });
  const [customer] = await sql<{ deleted_at: Date | null }>('SELECT deleted_at FROM customer WHERE id = ?', [
    customerId,
  ]);
  expect(customer!.deleted_at).not.toBeNull();
  expect([await inboxOf(world.nora), await inboxOf(world.sara)]).toEqual([[], []]);
});

test('the principal still decides; the deputy is then told that it is done', async () => {
  const { approvalId } = await aDeletion(world.alice);
  await appoint(world.nora, world.nora, world.sara);
  await trust();
  const { version } = await seeApproval(world.sara, approvalId);
  await actNow(world.nora, 'Reject', approvalId, '不行');
  const late = await act(world.sara, 'Approve', { approvalId, expectedVersion: version });
  expect(late.data?.acted.userErrors).toMatchObject([{ code: 'APPROVAL_TASK_DONE' }]);
});

test('nobody decides their own request in the place of somebody else, nor finds it in the inbox', async () => {
  const { approvalId } = await aDeletion(world.alice);
  await appoint(world.nora, world.nora, world.alice);
  await trust();
  expect(await inboxOf(world.alice)).toEqual([]);
  const { version, mayDecide } = await seeApproval(world.alice, approvalId);
  expect(mayDecide).toBe(false);
  const before = await rowCounts();
  const refused = await act(world.alice, 'Approve', { approvalId, expectedVersion: version });
  expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect(await rowCounts()).toEqual(before);
});

test('who stands in no longer, or only for somebody else, does not decide; nothing is written', async () => {
  const { approvalId } = await aDeletion(world.alice);
  await appoint(world.nora, world.nora, world.executive);
  await appoint(world.hugo, world.hugo, world.sara);
  await sql('UPDATE deputy SET ended_at = NOW(3) WHERE principal_id = ?', [world.nora.id]);
  const { version } = await seeApproval(world.executive, approvalId);
  const before = await rowCounts();
  const ended = await act(world.executive, 'Approve', { approvalId, expectedVersion: version });
  expect(ended.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const unseen = await act(world.sara, 'Approve', { approvalId, expectedVersion: version });
  expect(unseen.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect(await rowCounts()).toEqual(before);
});

test('of a step for all, somebody who is asked as well decides each place by itself, their own first', async () => {
  const step = { mode: 'ALL', approvers: [{ kind: 'USER', personIds: [world.nora.id, world.executive.id] }] };
  expect(await publish(world, [step], { code: 'both' })).toEqual([]);
  const { approvalId } = await aDeletion(world.alice);
  await appoint(world.nora, world.nora, world.executive);
  const states = async (): Promise<string[]> =>
    (await seeApproval(world.alice, approvalId)).tasks.nodes.map(
      ({ approverName, state }) => `${approverName} ${state}`,
    );
  expect(await actNow(world.executive, 'Approve', approvalId)).toMatchObject({ state: 'PENDING', mayDecide: true });
  expect((await states()).sort()).toEqual(['Eve APPROVED', 'Nora OPEN']);
  expect(await actNow(world.executive, 'Approve', approvalId)).toMatchObject({ state: 'APPROVED' });
});

test('the deputy is told of a new request as the principal is, live and in the notifications', async () => {
  await appoint(world.nora, world.nora, world.sara);
  await appoint(world.sara, world.sara, world.alice);
  await trust();
  const live = world.sara.subscribe<{ approvalRequested: { approval: { id: string } | null } }>(
    'subscription { approvalRequested { approval { id } } }',
  );
  try {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { approvalId } = await aDeletion(world.alice);
    expect((await live.next()).approvalRequested.approval?.id).toBe(approvalId);
  } finally {
    await live.close();
  }
  await control('drain');
  const query = '{ notifications { nodes { type } } }';
  for (const [person, count] of [
    [world.nora, 1],
    [world.sara, 1],
    [world.alice, 0],
  ] as const) {
    const { notifications } = await person.get<{ notifications: { nodes: { type: string }[] } }>(query);
    expect(notifications.nodes.filter(({ type }) => type === 'APPROVAL_REQUESTED')).toHaveLength(count);
  }
});
