import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { act } from '../approvals/approval-steps.js';
import { aDeal, aProduct, aRate, type DealView, done, now, payloadOf, seeDeal, today } from './open-deals.js';

let world: World;
let gtx: string;
let priceless: string;
let customerId: string;
let foreignId: string;
beforeAll(async () => {
  world = await freshWorld();
  gtx = await aProduct(world, 'GTX');
  priceless = await aProduct(world, 'FREE', null);
  customerId = await aCustomer().ownedBy(world.alice).named('华夏光电').save();
  foreignId = await aCustomer().ownedBy(world.bob).named('南方公司').save();
  await aRate(world, 'USD', today(), '7.1');
});
afterAll(closeSql);

const line = (more: object = {}): object => ({ productId: gtx, quantity: '1', ...more });

test.each<[string, () => object, string, string[]]>([
  ['a foreign customer', () => ({ customerId: foreignId }), 'INVALID_REFERENCE', ['input', 'customerId']],
  ['a missing customer', () => ({ customerId: '4242' }), 'INVALID_REFERENCE', ['input', 'customerId']],
  ['a negative amount', () => ({ amount: '-1' }), 'INVALID_DEAL_AMOUNT', ['input', 'amount']],
  ['no quantity', () => ({ lines: [line({ quantity: '0' })] }), 'INVALID_LINE_QUANTITY', ['0', 'quantity']],
  ['a negative price', () => ({ lines: [line({ unitPrice: '-1' })] }), 'INVALID_LINE_PRICE', ['0', 'unitPrice']],
  ['no price', () => ({ lines: [line(), line({ productId: priceless })] }), 'PRICE_MISSING', ['1', 'productId']],
  ['a missing product', () => ({ lines: [line({ productId: '4242' })] }), 'INVALID_REFERENCE', ['0', 'productId']],
  ['an unknown rate', () => ({ currency: 'EUR', amount: '1' }), 'EXCHANGE_RATE_MISSING', ['input', 'currency']],
])('opportunityUpdate refuses %s and leaves the deal as it was', async (_what, input, code, path) => {
  const deal = await aDeal(world.alice, { customerId, amount: '5.00' });
  const before = await rowCounts();
  const { opportunity, userErrors } = await payloadOf(world.alice, 'Update', { ...now(deal), ...input() });
  expect(opportunity).toBeNull();
  expect(userErrors).toMatchObject([
    { code, path: path.length === 2 && path[0] !== 'input' ? ['input', 'lines', ...path] : path },
  ]);
  expect(await rowCounts()).toEqual(before);
  expect(await seeDeal(world.alice, deal.id)).toEqual(deal);
});

describe('a deal that cannot be won today', () => {
  const deal = (lines: object[], more: object = {}): Promise<DealView> =>
    aDeal(world.alice, { customerId, expectedCloseOn: '2027-01-31', lines, ...more });
  const WAYS = [
    ['Win', {}],
    ['Advance', { toStage: 'WON' }],
  ] as const;

  test.each(WAYS)('%s without a rate of the day is refused and writes nothing', async (verb, more) => {
    const dollars = await deal([line({ unitPrice: '14.00' })], { currency: 'USD' });
    await sql("UPDATE exchange_rate SET day = '2020-01-01' WHERE currency = 'USD'");
    const before = await rowCounts();
    const { userErrors } = await payloadOf(world.alice, verb, { ...now(dollars), ...more });
    expect(await rowCounts()).toEqual(before);
    await sql("UPDATE exchange_rate SET day = ? WHERE currency = 'USD'", [today()]);
    expect(userErrors).toMatchObject([{ code: 'EXCHANGE_RATE_MISSING' }]);
    expect((await done(world.alice, verb, { ...now(dollars), ...more })).state).toBe('WON');
  });

  test.each(WAYS)('%s at a discount that nobody can decide is refused and writes nothing', async (verb, more) => {
    const cheap = await deal([line({ unitPrice: '50' })]);
    await sql('UPDATE person SET active = 0 WHERE id IN (?, ?, ?)', [
      ...[world.nora.id, world.executive.id, world.admin.id],
    ]);
    const before = await rowCounts();
    const { userErrors } = await payloadOf(world.alice, verb, { ...now(cheap), ...more });
    expect(await rowCounts()).toEqual(before);
    await sql('UPDATE person SET active = 1');
    expect(userErrors).toMatchObject([{ code: 'APPROVAL_NO_APPROVER' }]);
  });

  test('the rate is missing only when the discount is approved: then the approval stays open', async () => {
    const dollars = await deal([line({ unitPrice: '7.00' })], { currency: 'USD' });
    const { approvalId } = await payloadOf(world.alice, 'Win', now(dollars));
    await sql("UPDATE exchange_rate SET day = '2020-01-01' WHERE currency = 'USD'");
    await control('drain');
    const before = await rowCounts();
    const { data } = await act(world.nora, 'Approve', { approvalId, expectedVersion: 1 });
    expect(await rowCounts()).toEqual(before);
    await sql("UPDATE exchange_rate SET day = ? WHERE currency = 'USD'", [today()]);
    expect(data?.acted).toMatchObject({ approval: null, userErrors: [{ code: 'EXCHANGE_RATE_MISSING' }] });
    expect((await act(world.nora, 'Approve', { approvalId, expectedVersion: 1 })).data?.acted.userErrors).toEqual([]);
    expect((await seeDeal(world.alice, dollars.id)).state).toBe('WON');
  });
});

test.each<['Win' | 'Lose' | 'Assign', () => object, string]>([
  ['Win', () => ({}), 'OpportunityWon'],
  ['Lose', () => ({ reason: 'PRICE' }), 'OpportunityLost'],
  ['Assign', () => ({ ownerId: world.aaron.id }), 'OpportunityReassigned'],
])('of three who %s a deal at once one does, and one event tells it', async (verb, more, event) => {
  const deal = await aDeal(world.alice, { customerId, expectedCloseOn: '2027-01-31', lines: [line()] });
  const answers = await Promise.all([1, 2, 3].map(() => payloadOf(world.nora, verb, { ...now(deal), ...more() })));
  expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
    'STALE_RECORD',
    'STALE_RECORD',
  ]);
  expect(await sql('SELECT id FROM outbox_event WHERE record_id = ? AND name = ?', [deal.id, event])).toHaveLength(1);
});

test.each([
  ['opportunityForecast', '{ opportunityForecast(fromMonth: "2027-01", months: 1) { openDeals } }'],
  ['opportunityFunnel', '{ opportunityFunnel(from: "2026-01-01", to: "2099-12-31") { entered } }'],
  ['opportunityBoard', '{ opportunityBoard { count } }'],
])('%s is for those who read deals, and counts only what they reach', async (_field, query) => {
  expect((await world.sven.ask(query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await request(null, query)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  const text = JSON.stringify(Object.values(await world.bob.get<object>(query)));
  expect(text.match(/\d+/g)?.every((figure) => figure === '0')).toBe(true);
  expect(JSON.stringify(await world.executive.get(query))).toMatch(/[1-9]/);
});

test('the forecast of a person or department out of reach is that of a missing one', async () => {
  const query = `query($owner: ID, $department: ID) { opportunityForecast(months: 1, ownerId: $owner, departmentId: $department) {
    openDeals pipeline weighted wonDeals } }`;
  const nothing = { openDeals: 0, pipeline: '0.00', weighted: '0.00', wonDeals: 0 };
  for (const variables of [{ owner: world.alice.id }, { owner: '4242' }, { department: world.departments.north }])
    expect(await world.bob.get(query, variables)).toEqual({ opportunityForecast: [nothing] });
});
