import { afterAll, beforeEach, expect, test } from '@jest/globals';
import type { LiveEvents } from '../../support/client.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { aBuyer, fortnightly, nightIsOver, scan, steadyBuyers, warningsOf } from './buyers.js';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
  await nightIsOver();
  await steadyBuyers(world.alice, 8);
});
afterAll(closeSql);

/** A busy machine may take that long. */
const SOON_MS = 15_000;

type Live = LiveEvents<Raised>;

interface Raised {
  churnWarningRaised: { cursor: string; warning: { customerName: string; state: string } | null };
}

const LIVE =
  'subscription($after: String) { churnWarningRaised(after: $after) { cursor raisedAt warning { customerName state reasonText } } }';

test('a warning reaches the open subscriptions of the owner and of the head, and nobody else', async () => {
  const [owner, head] = [world.alice, world.nora].map((person) => person.subscribe<Raised>(LIVE, { after: '0' })) as [
    Live,
    Live,
  ];
  const others = [world.aaron, world.sara, world.executive].map((person) =>
    person.subscribe<Raised>(LIVE, { after: '0' }),
  );
  try {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await aBuyer(world.alice, '沉默一号', fortnightly(24));
    await scan(world.nora);
    for (const live of [owner, head])
      expect((await live.next(SOON_MS)).churnWarningRaised.warning).toMatchObject({
        customerName: '沉默一号',
        state: 'OPEN',
      });
    await control('drain');
    expect(others.flatMap(({ pending }) => pending)).toEqual([]);
  } finally {
    await Promise.all([owner, head, ...others].map((live) => live.close()));
  }
});

test('a cut subscription goes on from its cursor; what may no longer be seen is left out', async () => {
  await aBuyer(world.alice, '沉默一号', fortnightly(24));
  await scan(world.nora);
  await control('drain');
  const live = world.alice.subscribe<Raised>(LIVE, { after: '0' });
  const { cursor } = (await live.next(SOON_MS)).churnWarningRaised;
  await live.close();
  await aBuyer(world.alice, '沉默二号', fortnightly(24));
  await scan(world.nora);
  await control('drain');
  await sql("UPDATE churn_warning SET owner_id = ?, department_id = ? WHERE customer_name = '沉默二号'", [
    world.bob.id,
    world.bob.departmentId,
  ]);
  const again = world.alice.subscribe<Raised>(LIVE, { after: cursor });
  try {
    expect((await again.next(SOON_MS)).churnWarningRaised.warning).toBeNull();
    expect(again.pending).toEqual([]);
  } finally {
    await again.close();
  }
});

test('the inbox tells of it in words', async () => {
  await aBuyer(world.alice, '沉默一号', fortnightly(24));
  await scan(world.nora);
  await control('drain');
  const query = '{ notifications { nodes { type title body kind } } }';
  const { notifications } = await world.nora.get<{ notifications: { nodes: { body: string }[] } }>(query);
  expect(notifications.nodes).toMatchObject([
    { type: 'CHURN_WARNING_RAISED', title: 'A customer may be lost', kind: 'churnWarning' },
  ]);
  expect(notifications.nodes[0]?.body).toMatch(/^沉默一号: No purchase for 24 days/);
});

interface Asked {
  asked: { approvalId: string | null; userErrors: unknown[] };
}

async function decided(verb: 'Assign' | 'Delete', customerId: string, more: object): Promise<void> {
  const input = { customerId, reason: '业务调整', expectedVersion: 1, ...more };
  const { asked } = await world.alice.get<Asked>(
    `mutation($input: Customer${verb}Input!) { asked: customer${verb}(input: $input) { approvalId userErrors { code } } }`,
    { input },
  );
  const approve = 'mutation($input: ApprovalApproveInput!) { approvalApprove(input: $input) { userErrors { code } } }';
  const { approvalApprove } = await world.nora.get<{ approvalApprove: { userErrors: unknown[] } }>(approve, {
    input: { approvalId: asked.approvalId, expectedVersion: 1 },
  });
  expect([asked.userErrors, approvalApprove.userErrors]).toEqual([[], []]);
  await control('drain');
}

test('an open warning follows its customer to the new owner, and ends with a deleted customer', async () => {
  const moved = await aBuyer(world.alice, '转移的', fortnightly(24));
  const deleted = await aBuyer(world.alice, '删除的', fortnightly(24));
  await scan(world.nora);
  await decided('Assign', moved, { ownerId: world.bob.id });
  await decided('Delete', deleted, {});
  expect((await warningsOf(world.bob)).map(({ customerName }) => customerName)).toEqual(['转移的']);
  expect(await warningsOf(world.alice)).toMatchObject([
    { customerName: '删除的', state: 'CLOSED', closeReason: 'CUSTOMER_DELETED', outcome: null },
  ]);
});

test('of a deleted customer that comes back is warned again in the same silence', async () => {
  const customerId = await aBuyer(world.alice, '回来的', fortnightly(24));
  await scan(world.nora);
  await decided('Delete', customerId, {});
  await world.alice.get(
    'mutation($input: CustomerUndeleteInput!) { customerUndelete(input: $input) { userErrors { code } } }',
    { input: { customerId, expectedVersion: 3, reason: '误删' } },
  );
  expect(await scan(world.nora)).toMatchObject({ raised: 1 });
  expect((await warningsOf(world.alice)).map(({ state }) => state).sort()).toEqual(['CLOSED', 'OPEN']);
});
