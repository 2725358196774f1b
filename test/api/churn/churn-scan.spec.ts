import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { closeSql, control, sql } from '../../support/server.js';
import { freshId, freshWorld, type World } from '../../support/world.js';
import {
  aBuyer,
  aPurchase,
  churnRows,
  daysAgo,
  fortnightly,
  nightIsOver,
  purchases,
  type Refusal,
  SCAN,
  scan,
  steadyBuyers,
  warningsOf,
} from './buyers.js';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
  await nightIsOver();
  await steadyBuyers(world.alice);
});
afterAll(closeSql);

test('a silence longer than the usual one is warned of once, with reasons in words and figures', async () => {
  const customerId = await aBuyer(world.alice, '沉默一号', fortnightly(24));
  await aBuyer(world.alice, '走失二号', fortnightly(60));
  await aBuyer(world.alice, '新客三号', [3]);
  const account = await scan(world.nora);
  expect(account).toEqual({
    customers: 15,
    scored: 13,
    raised: 1,
    updated: 0,
    closed: 0,
    lost: 1,
    threshold: 0.6,
    horizonDays: 28,
  });
  const { churnWarnings } = await world.alice.get<{ churnWarnings: { nodes: unknown[] } }>(`{ churnWarnings { nodes {
    customerName state score silentDays ownGapMedianDays purchases lastPurchaseOn valueAtRisk horizonDays reasonText
    reasons { code days probability text } customer { id openChurnWarning { state } churnWarnings { totalCount } } owner { name } } } }`);
  expect(churnWarnings.nodes).toMatchObject([
    {
      customerName: '沉默一号',
      state: 'OPEN',
      silentDays: 24,
      purchases: 10,
      lastPurchaseOn: daysAgo(24),
      valueAtRisk: '1000.00',
      horizonDays: 28,
      customer: { id: customerId, openChurnWarning: { state: 'OPEN' }, churnWarnings: { totalCount: 1 } },
      owner: { name: 'Alice' },
    },
  ]);
  const [warning] = await warningsOf(world.alice);
  expect(warning?.score).toBeGreaterThanOrEqual(0.6);
  expect(warning?.reasonText).toMatch(
    /^No purchase for 24 days, usually one every 1\d days, .*probability .* 28 days is \d\d%$/,
  );
});

test('a second scan on the same day changes nothing; the same key gives the first account', async () => {
  await aBuyer(world.alice, '沉默一号', fortnightly(24));
  const first = await scan(world.nora, { idempotencyKey: 'scan-1' });
  const before = await churnRows();
  expect(await scan(world.nora)).toMatchObject({ raised: 0, updated: 0, closed: 0, scored: first.scored });
  expect(await scan(world.admin)).toMatchObject({ raised: 0, updated: 0, closed: 0 });
  expect(await scan(world.nora, { idempotencyKey: 'scan-1' })).toEqual(first);
  expect(await churnRows()).toEqual(before);
  const again = await world.nora.ask(SCAN, { input: { threshold: 0.7, idempotencyKey: 'scan-1' } });
  expect(again.errors?.[0]?.extensions.code).toBe('CONFLICT');
});

test('scans at once never raise two warnings of one customer', async () => {
  for (let i = 0; i < 8; i++) await aBuyer(world.alice, `沉默${i}`, fortnightly(24));
  const accounts = await Promise.all([world.nora, world.admin, world.nora, world.admin].map((person) => scan(person)));
  expect(accounts.reduce((sum, { raised }) => sum + raised, 0)).toBe(8);
  const warned = await sql('SELECT customer_id FROM churn_warning GROUP BY customer_id');
  expect(warned).toHaveLength(8);
  expect(await sql('SELECT id FROM churn_warning')).toHaveLength(8);
});

test('a purchase closes the warning as kept; annulled purchases and reached horizons close it too', async () => {
  const bought = await aBuyer(world.alice, '回来的', fortnightly(24));
  const annulled = await aBuyer(world.alice, '作废的', fortnightly(24));
  const lost = await aBuyer(world.alice, '走失的', fortnightly(24));
  expect((await scan(world.nora)).raised).toBe(3);
  await aPurchase(world.alice, bought, 0);
  await sql('UPDATE opportunity SET deleted_at = UTC_TIMESTAMP(3) WHERE customer_id = ?', [annulled]);
  await sql('UPDATE opportunity SET closed_on = DATE_SUB(closed_on, INTERVAL 10 DAY) WHERE customer_id = ?', [lost]);
  expect(await scan(world.nora)).toMatchObject({ raised: 0, closed: 3, lost: 1 });
  const closed = await warningsOf(world.alice, { state: { eq: 'CLOSED' } });
  expect(
    new Map(closed.map(({ customerName, closeReason, outcome }) => [customerName, [closeReason, outcome]])),
  ).toEqual(
    new Map([
      ['回来的', ['PURCHASED', 'KEPT']],
      ['作废的', ['NO_REPEAT_PURCHASE', 'FALSE_ALARM']],
      ['走失的', ['LOST', 'LOST']],
    ]),
  );
  expect(await scan(world.nora)).toMatchObject({ raised: 0, updated: 0, closed: 0 });
});

test('a manager scans only within reach, the model learns from all; deleted customers are left out', async () => {
  await aBuyer(world.alice, '北方沉默', fortnightly(24));
  await aBuyer(world.bob, '南方沉默', fortnightly(24));
  const gone = await aBuyer(world.alice, '已删除', fortnightly(24));
  await sql('UPDATE customer SET deleted_at = UTC_TIMESTAMP(3) WHERE id = ?', [gone]);
  expect(await scan(world.sara)).toMatchObject({ customers: 1, scored: 1, raised: 1 });
  expect((await warningsOf(world.sara)).map(({ customerName }) => customerName)).toEqual(['南方沉默']);
  expect(await warningsOf(world.nora)).toEqual([]);
  expect(await scan(world.nora)).toMatchObject({ customers: 13, raised: 1 });
  expect((await warningsOf(world.executive)).map(({ customerName }) => customerName)).toEqual(['北方沉默', '南方沉默']);
});

test('a lower threshold warns earlier; a later scan at a higher one leaves those warnings open', async () => {
  await aBuyer(world.alice, '沉默一号', fortnightly(16));
  expect((await scan(world.nora)).raised).toBe(0);
  expect(await scan(world.nora, { threshold: 0.2 })).toMatchObject({ threshold: 0.2 });
  const open = await warningsOf(world.nora, { state: { eq: 'OPEN' } });
  expect(open.map(({ customerName }) => customerName)).toContain('沉默一号');
  expect(await scan(world.nora, { threshold: 0.9 })).toMatchObject({ closed: 0, raised: 0 });
});

test('who may not scan is refused and nothing is written; a threshold out of bounds is told', async () => {
  await aBuyer(world.alice, '沉默一号', fortnightly(24));
  const before = await churnRows();
  const denied = await world.alice.ask(SCAN, { input: {} });
  expect(denied.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const { churnScan } = await world.nora.get<{ churnScan: { userErrors: Refusal[] } }>(SCAN, {
    input: { threshold: 1.5 },
  });
  expect(churnScan.userErrors).toMatchObject([{ code: 'INVALID_MAX', path: ['input', 'threshold'] }]);
  expect(await churnRows()).toEqual(before);
  expect(await sql('SELECT id FROM churn_scan')).toEqual([]);
});

test('a company of many customers is fitted in a thread', async () => {
  await aBuyer(world.alice, '沉默一号', fortnightly(24));
  const many = Array.from({ length: 201 }, (_, i) => freshId() + String(i).padStart(3, '0'));
  await purchases(many.flatMap((id, i) => fortnightly(i % 12).map((days) => [id, world.bob, days] as const)));
  expect(await scan(world.admin)).toMatchObject({ customers: 13, raised: 1, horizonDays: 28 });
  const [model] = await sql<{ customers: number; converged: number }>('SELECT customers, converged FROM churn_model');
  expect(model).toEqual({ customers: 214, converged: 1 });
});

test('without purchases there is nothing to say, by hand and by night; with them the night warns', async () => {
  await sql('DELETE FROM opportunity');
  expect(await scan(world.nora)).toMatchObject({ customers: 0, raised: 0, horizonDays: null });
  expect(await control('runJob', 'churn-scan')).toBe('no purchases yet');
  await steadyBuyers(world.bob);
  await aBuyer(world.bob, '沉默一号', fortnightly(24));
  expect(await control('runJob', 'churn-scan')).toBe('13 scored, 1 raised, 0 updated, 0 closed');
});
