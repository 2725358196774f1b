import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { closeSql, control } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { actNow, aDeletion, publish } from './approval-steps.js';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface Requested {
  approvalRequested: {
    cursor: string;
    title: string | null;
    submitterName: string | null;
    approval: { id: string; state: string; mayDecide: boolean } | null;
  };
}

const LIVE = `subscription($after: String) { approvalRequested(after: $after) { cursor title submitterName approval { id state mayDecide } } }`;

interface ToDecide {
  approvalsToDecide: { totalCount: number; nodes: { approval: { id: string } }[]; pageInfo: { endCursor: string } };
}

const TO_DECIDE = `query($first: Int! = 20, $after: String) { approvalsToDecide(first: $first, after: $after) {
  totalCount nodes { state approval { id } approver { name } } pageInfo { endCursor } } }`;

test('an open subscription gets the request at once', async () => {
  const live = world.nora.subscribe<Requested>(LIVE);
  try {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { approvalId } = await aDeletion(world.alice);
    const { approvalRequested } = await live.next();
    expect(approvalRequested).toMatchObject({
      submitterName: 'Alice',
      approval: { id: approvalId, state: 'PENDING', mayDecide: true },
    });
    expect(approvalRequested.title).toContain('Delete customer');
  } finally {
    await live.close();
  }
});

test('a cut subscription goes on from its cursor: nothing missed, nothing twice, other messages passed by', async () => {
  const first = await aDeletion(world.alice);
  await control('drain');
  const live = world.nora.subscribe<Requested>(LIVE, { after: '0' });
  const { approvalRequested } = await live.next();
  expect(approvalRequested.approval?.id).toBe(first.approvalId);
  await live.close();
  await actNow(world.alice, 'Comment', first.approvalId, '很急');
  const second = await aDeletion(world.alice);
  const third = await aDeletion(world.aaron);
  await control('drain');
  const again = world.nora.subscribe<Requested>(LIVE, { after: approvalRequested.cursor });
  try {
    expect((await again.next()).approvalRequested.approval?.id).toBe(second.approvalId);
    expect((await again.next()).approvalRequested.approval?.id).toBe(third.approvalId);
    const fourth = await aDeletion(world.alice);
    expect((await again.next()).approvalRequested.approval?.id).toBe(fourth.approvalId);
    expect(again.pending).toEqual([]);
  } finally {
    await again.close();
  }
});

test('requests of another region never arrive', async () => {
  const live = world.sara.subscribe<Requested>(LIVE, { after: '0' });
  try {
    await aDeletion(world.alice);
    await control('drain');
    const { approvalId } = await aDeletion(world.bob);
    expect((await live.next()).approvalRequested.approval?.id).toBe(approvalId);
    expect(live.pending).toEqual([]);
  } finally {
    await live.close();
  }
});

test('open tasks are listed for their approver, longest waiting first, and go when decided', async () => {
  const first = await aDeletion(world.alice);
  const second = await aDeletion(world.alice);
  const page = await world.nora.get<ToDecide>(TO_DECIDE, { first: 1 });
  expect(page.approvalsToDecide).toMatchObject({ totalCount: 2, nodes: [{ approval: { id: first.approvalId } }] });
  const next = await world.nora.get<ToDecide>(TO_DECIDE, {
    first: 1,
    after: page.approvalsToDecide.pageInfo.endCursor,
  });
  expect(next.approvalsToDecide.nodes).toMatchObject([
    { approval: { id: second.approvalId }, approver: { name: 'Nora' } },
  ]);
  await actNow(world.nora, 'Approve', first.approvalId);
  expect((await world.nora.get<ToDecide>(TO_DECIDE)).approvalsToDecide).toMatchObject({
    totalCount: 1,
    nodes: [{ approval: { id: second.approvalId } }],
  });
  expect((await world.alice.get<ToDecide>(TO_DECIDE)).approvalsToDecide.totalCount).toBe(0);
  expect((await world.sara.get<ToDecide>(TO_DECIDE)).approvalsToDecide.totalCount).toBe(0);
});

test('the list of approvals with everything nested takes the same number of statements for one and for ten', async () => {
  const query = `{ approvals(first: 20) { totalCount nodes { id title mayDecide submitter { name } department { name } snapshot { field value } changes { field }
    tasks(first: 5) { nodes { approverName approver { name } } } entries(first: 10) { nodes { action actor { name } } } } } }`;
  await publish(world, [
    { mode: 'ANY', approvers: [{ kind: 'DEPARTMENT_HEAD' }, { kind: 'ROLE', roleCode: 'executive' }] },
  ]);
  const count = async (): Promise<number> => {
    await control('clearStatements');
    await world.executive.get(query);
    return (await control<string[]>('statements')).length;
  };
  await aDeletion(world.alice);
  await world.executive.get(query);
  const one = await count();
  for (let more = 0; more < 9; more++) await aDeletion(more % 2 ? world.bob : world.alice);
  expect(await count()).toBe(one);
  expect(one).toBeLessThanOrEqual(9);
});

test('approvals are found by record, subject, submitter and state', async () => {
  const { customerId, approvalId } = await aDeletion(world.alice);
  const other = await aDeletion(world.aaron);
  await actNow(world.nora, 'Reject', other.approvalId, '不');
  const found = async (filter: object): Promise<string[]> => {
    const query = 'query($filter: ApprovalFilter) { approvals(filter: $filter) { nodes { id } } }';
    return (await world.nora.get<{ approvals: { nodes: { id: string }[] } }>(query, { filter })).approvals.nodes.map(
      ({ id }) => id,
    );
  };
  expect(await found({})).toEqual([other.approvalId, approvalId]);
  expect(await found({ recordKind: { eq: 'customer' }, recordId: { eq: customerId } })).toEqual([approvalId]);
  expect(await found({ state: { eq: 'REJECTED' } })).toEqual([other.approvalId]);
  expect(await found({ subject: { eq: 'customer.delete' }, submitterId: { eq: world.alice.id } })).toEqual([
    approvalId,
  ]);
});
