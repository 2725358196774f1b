import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { aDeal, aProduct, aRate, call, done, now, payloadOf, seeDeal, today } from './open-deals.js';

let world: World;
let gtx: string;
let dollar: string;
let priceless: string;
let customerId: string;
let foreignId: string;
beforeAll(async () => {
  world = await freshWorld();
  gtx = await aProduct(world, 'GTX');
  dollar = await aProduct(world, 'USD-ONLY', { listPrice: '10.00', currency: 'USD' });
  priceless = await aProduct(world, 'FREE', null);
  customerId = await aCustomer().ownedBy(world.alice).named('华夏光电').save();
  foreignId = await aCustomer().ownedBy(world.bob).named('南方公司').save();
  await aRate(world, 'USD', today(), '7.1');
});
afterAll(closeSql);

describe('opportunityCreate', () => {
  test('adds the deal in the first stage with lines, base amount, history, audit and event', async () => {
    const input = {
      name: '华夏光电采购',
      customerId,
      expectedCloseOn: '2027-01-31',
      lines: [{ productId: gtx, quantity: '3' }],
    };
    const deal = await done(world.alice, 'Create', input);
    expect(deal).toMatchObject({
      ...{ version: 1, customerName: '华夏光电', customer: { id: customerId }, owner: { login: 'alice' } },
      ...{ stageCode: 'PROSPECTING', state: 'OPEN', probability: 0.1, stage: { nameZh: '线索挖掘' } },
      ...{ amount: '300.00', currency: 'CNY', baseAmount: '300.00', listAmount: '300.00', discount: 0 },
      lines: [{ quantity: '3.00', unitPrice: '100.00', listPrice: '100.00', discount: 0, product: { code: 'GTX' } }],
      stageHistory: [{ stageCode: 'PROSPECTING', leftAt: null, actor: { login: 'alice' } }],
    });
    expect(deal.department?.id).toBe(world.departments.north);
    expect(await sql('SELECT version, actor_id FROM opportunity_history WHERE id = ?', [deal.id])).toEqual([
      { version: 1, actor_id: world.alice.id },
    ]);
    expect(await sql('SELECT action FROM audit_entry WHERE record_id = ?', [deal.id])).toEqual([
      { action: 'opportunity.create' },
    ]);
    expect(await sql('SELECT name FROM outbox_event WHERE record_id = ?', [deal.id])).toEqual([
      { name: 'OpportunityCreated' },
    ]);
  });

  test('converts amounts and list prices at the day’s rate', async () => {
    const whole = await aDeal(world.alice, { amount: '1000', currency: 'USD' });
    expect(whole).toMatchObject({
      amount: '1000.00',
      currency: 'USD',
      baseAmount: '7100.00',
      listAmount: null,
      discount: null,
    });
    const inYuan = await aDeal(world.alice, { lines: [{ productId: dollar, quantity: '2', unitPrice: '63.90' }] });
    expect(inYuan).toMatchObject({ amount: '127.80', listAmount: '142.00', discount: 0.1 });
    const inDollars = await aDeal(world.alice, { currency: 'USD', lines: [{ productId: gtx, quantity: '1' }] });
    expect(inDollars).toMatchObject({ listAmount: '14.08', baseAmount: '99.97' });
  });

  test.each<[string, () => object, string, string[]]>([
    ['an empty name', () => ({ name: '' }), 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    ['a customer of another region', () => ({ customerId: foreignId }), 'INVALID_REFERENCE', ['input', 'customerId']],
    ['a missing customer', () => ({ customerId: '4242' }), 'INVALID_REFERENCE', ['input', 'customerId']],
    ['a currency in small letters', () => ({ currency: 'usd' }), 'INVALID_MATCHES', ['input', 'currency']],
    [
      'a currency without rate',
      () => ({ currency: 'EUR', amount: '1' }),
      'EXCHANGE_RATE_MISSING',
      ['input', 'currency'],
    ],
    ['a negative amount', () => ({ amount: '-1' }), 'INVALID_DEAL_AMOUNT', ['input', 'amount']],
    [
      'amount and lines',
      () => ({ amount: '1', lines: [{ productId: gtx, quantity: '1' }] }),
      'AMOUNT_FROM_LINES',
      ['input', 'amount'],
    ],
    [
      'a missing product',
      () => ({ lines: [{ productId: '4242', quantity: '1' }] }),
      'INVALID_REFERENCE',
      ['input', 'lines', '0', 'productId'],
    ],
    [
      'a product without price',
      () => ({ lines: [{ productId: priceless, quantity: '1' }] }),
      'PRICE_MISSING',
      ['input', 'lines', '0', 'productId'],
    ],
    [
      'no quantity',
      () => ({ lines: [{ productId: gtx, quantity: '0' }] }),
      'INVALID_LINE_QUANTITY',
      ['input', 'lines', '0', 'quantity'],
    ],
    [
      'a negative price',
      () => ({ lines: [{ productId: gtx, quantity: '1', unitPrice: '-1' }] }),
      'INVALID_LINE_PRICE',
      ['input', 'lines', '0', 'unitPrice'],
    ],
  ])('refuses %s and writes nothing', async (_, input, code, path) => {
    const before = await rowCounts();
    const { opportunity, userErrors } = await payloadOf(world.alice, 'Create', { name: '某机会', ...input() });
    expect(opportunity).toBeNull();
    expect(userErrors).toMatchObject([{ code, path }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('names currency and day of a missing rate', async () => {
    const { userErrors } = await payloadOf(world.alice, 'Create', { name: '某机会', currency: 'EUR', amount: '1' });
    expect(userErrors[0]!.message).toContain(`EUR for ${today()}`);
  });

  test('is denied to those without the action, and nothing is written', async () => {
    const before = await rowCounts();
    const { errors } = await call(world.analyst, 'Create', { name: '某机会' });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });

  test('a repeated key gives the first answer and no second deal', async () => {
    const input = { name: '只有一次', idempotencyKey: 'deal-1' };
    const first = await done(world.alice, 'Create', input);
    const before = await rowCounts();
    expect((await done(world.alice, 'Create', input)).id).toBe(first.id);
    expect(await rowCounts()).toEqual(before);
  });
});

describe('opportunityUpdate', () => {
  test('replaces the lines as a whole and keeps what is not given', async () => {
    const deal = await aDeal(world.alice, { customerId, lines: [{ productId: gtx, quantity: '1' }] });
    const changed = await done(world.alice, 'Update', {
      ...now(deal),
      nextStep: '发报价',
      lines: [
        { productId: gtx, quantity: '2', unitPrice: '90' },
        { productId: dollar, quantity: '1' },
      ],
    });
    expect(changed).toMatchObject({ version: 2, customerName: '华夏光电', amount: '251.00', listAmount: '271.00' });
    expect(changed.lines.map(({ product }) => product?.code)).toEqual(['GTX', 'USD-ONLY']);
    const cleared = await done(world.alice, 'Update', { ...now(changed), customerId: null, lines: [], amount: '5' });
    expect(cleared).toMatchObject({ customer: null, customerName: null, amount: '5.00', listAmount: null, lines: [] });
  });

  test.each<[string, object, string]>([
    ['an amount beside lines', { amount: '1' }, 'AMOUNT_FROM_LINES'],
    ['another currency without its lines', { currency: 'USD' }, 'LINES_NEEDED'],
    ['an empty name', { name: null }, 'INVALID_IS_NOT_EMPTY'],
  ])('refuses %s', async (_, input, code) => {
    const deal = await aDeal(world.alice, { lines: [{ productId: gtx, quantity: '1' }] });
    const { userErrors } = await payloadOf(world.alice, 'Update', { ...now(deal), ...input });
    expect(userErrors.map((error) => error.code)).toContain(code);
    expect(await seeDeal(world.alice, deal.id)).toEqual(deal);
  });

  test('what the stage asks for cannot be taken away again', async () => {
    const deal = await aDeal(world.alice, { customerId }, 'PROPOSAL');
    const { userErrors } = await payloadOf(world.alice, 'Update', { ...now(deal), customerId: null });
    expect(userErrors).toMatchObject([{ code: 'STAGE_CONDITION_MISSING', path: ['opportunity', 'customerId'] }]);
    expect(await seeDeal(world.alice, deal.id)).toEqual(deal);
  });

  test('a stale version is refused with the current one; of five concurrent changes one wins', async () => {
    const deal = await aDeal(world.alice);
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        payloadOf(world.alice, 'Update', { ...now(deal), lines: [{ productId: gtx, quantity: `${n}` }] }),
      ),
    );
    expect(results.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    const refused = results.flatMap(({ userErrors }) => userErrors);
    expect(refused.every(({ code, currentVersion }) => code === 'STALE_RECORD' && currentVersion === 2)).toBe(true);
    const lines = 'SELECT COUNT(*) AS n FROM opportunity_line WHERE opportunity_id = ? AND deleted_at IS NULL';
    expect(Number((await sql<{ n: string }>(lines, [deal.id]))[0]!.n)).toBe(1);
  });

  test('others’ deals cannot be told from missing ones, and seen ones not be changed without the right', async () => {
    const deal = await aDeal(world.alice);
    const before = await rowCounts();
    const unseen = await call(world.bob, 'Update', { ...now(deal), name: '夺单' });
    const missing = await call(world.bob, 'Update', { ...now(deal), opportunityId: '4242', name: '夺单' });
    expect([unseen.errors?.[0]?.extensions.code, unseen.errors?.[0]?.message]).toEqual([
      'NOT_FOUND',
      missing.errors?.[0]?.message,
    ]);
    const denied = await call(world.executive, 'Update', { ...now(deal), name: '夺单' });
    expect(denied.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });
});
