import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { aDeal, aProduct, done, now, seeDeal } from '../opportunities/open-deals.js';
import { momentAfter, putBack } from './restore-calls.js';

let world: World;
let dealId: string;
let productId: string;
let at: string;
beforeEach(async () => {
  world = await freshWorld();
  productId = await aProduct(world, 'GTX');
  const deal = await aDeal(world.alice, { name: '设备采购', lines: [{ productId, quantity: '3' }] });
  dealId = deal.id;
  at = await momentAfter('opportunity');
  await done(world.alice, 'Update', { ...now(deal), nextStep: '报价', lines: [{ productId, quantity: '5' }] });
});
afterAll(async () => {
  await control('reset');
  await closeSql();
});

const deal = (): ReturnType<typeof seeDeal> => seeDeal(world.alice, dealId);

test('the lines go back, and what follows from them is neither restored nor left', async () => {
  const all = await putBack(world.alice, 'opportunity', dealId, { at });
  expect(all).toEqual({ restored: ['nextStep', 'lines'], left: [], userErrors: [] });
  expect(await deal()).toMatchObject({
    ...{ amount: '300.00', baseAmount: '300.00', listAmount: '300.00' },
    lines: [{ quantity: '3.00' }],
  });
});

test.each(['lines', 'amount'])('they are named as %s', async (field) => {
  const { restored, left, userErrors } = await putBack(world.alice, 'opportunity', dealId, { at, fields: [field] });
  expect({ restored, left, userErrors }).toEqual({ restored: ['lines'], left: ['nextStep'], userErrors: [] });
  expect(await deal()).toMatchObject({ amount: '300.00', lines: [{ quantity: '3.00' }] });
});

test.each(['lines', 'amount'])(
  'lines that a deal did not have go, named as %s, and its amount of then comes',
  async (field) => {
    const plain = await aDeal(world.alice, { name: '续约', amount: '80.00' });
    const before = await momentAfter('opportunity');
    await done(world.alice, 'Update', { ...now(plain), lines: [{ productId, quantity: '5' }] });
    const { restored, left } = await putBack(world.alice, 'opportunity', plain.id, { at: before, fields: [field] });
    expect([[...restored!].sort(), left]).toEqual([['amount', 'lines'], []]);
    expect(await seeDeal(world.alice, plain.id)).toMatchObject({ amount: '80.00', baseAmount: '80.00', lines: [] });
  },
);

test('lines that stay as they are leave what differs in sight', async () => {
  const { left } = await putBack(world.alice, 'opportunity', dealId, { at, fields: ['nextStep'] });
  expect(left).toEqual(['amount', 'baseAmount', 'listAmount']);
});

test('a name that follows from the customer is not left', async () => {
  const customerId = await aCustomer().ownedBy(world.alice).named('长江电子').save();
  await done(world.alice, 'Update', { ...now(await deal()), customerId });
  const { restored, left } = await putBack(world.alice, 'opportunity', dealId, {
    at,
    fields: ['customerId', 'lines', 'nextStep'],
  });
  expect([[...restored!].sort(), left]).toEqual([['customerId', 'lines', 'nextStep'], []]);
  expect(await sql('SELECT customer_id, customer_name FROM opportunity WHERE id = ?', [dealId])).toEqual([
    { customer_id: null, customer_name: null },
  ]);
});

test('what cannot be put back is answered with what can, in both languages', async () => {
  const messages = async (kind: string, recordId: string, more: object): Promise<string[]> =>
    (await putBack(world.alice, kind, recordId, { at, ...more })).userErrors.map(
      ({ code, message }) => `${code} ${message}`,
    );
  const [kind] = await messages('product', productId, {});
  expect(kind).toMatch(/^HISTORY_NOT_RESTORABLE .*contact, customer, opportunity\.$/);
  const [field] = await messages('opportunity', dealId, { fields: ['stageCode'] });
  expect(field).toMatch(/^HISTORY_NOT_RESTORABLE .*name, customerId, amount, .*lines\.$/);
  const early = new Date(Date.parse(at) - 3_600_000).toISOString();
  const [absent] = await messages('opportunity', dealId, { at: early });
  expect(absent).toBe('HISTORY_NO_VERSION At that moment the record was not there, or not yours to see.');
});
