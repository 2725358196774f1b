import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeSql, rowCounts } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aDeal, aProduct, aRate, type Refusal, today } from './open-deals.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface ProductView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly active: boolean;
  readonly prices: { listPrice: string; maxDiscount: number; effectiveFrom: string; effectiveTo: string | null }[];
}
interface Saved {
  readonly done: { readonly product: ProductView | null; readonly userErrors: Refusal[] };
}

const FIELDS = 'id version name active prices { listPrice maxDiscount effectiveFrom effectiveTo }';
const ERRORS = 'userErrors { __typename code path message ... on StaleRecordError { currentVersion } }';
const CREATE = `mutation($input: ProductCreateInput!) { done: productCreate(input: $input) { product { ${FIELDS} } ${ERRORS} } }`;
const UPDATE = `mutation($input: ProductUpdateInput!) { done: productUpdate(input: $input) { product { ${FIELDS} } ${ERRORS} } }`;
const PRICE = { listPrice: '550', currency: 'CNY', maxDiscount: 0.1 };

async function save(person: TestPerson, mutation: string, input: object): Promise<Saved['done']> {
  return (await person.get<Saved>(mutation, { input })).done;
}

describe('productCreate and productUpdate', () => {
  test('adds a product with its price; a later price ends the one before', async () => {
    const { product } = await save(world.admin, CREATE, { code: 'GTX-BASIC', name: 'GTX Basic', price: PRICE });
    expect(product).toMatchObject({ version: 1, active: true });
    expect(product!.prices).toEqual([
      { listPrice: '550.00', maxDiscount: 0.1, effectiveFrom: today(), effectiveTo: null },
    ]);
    const price = { ...PRICE, listPrice: '600', maxDiscount: 0.2, effectiveFrom: '2099-01-01' };
    const changed = await save(world.admin, UPDATE, { productId: product!.id, expectedVersion: 1, name: 'GTX', price });
    expect(changed.product).toMatchObject({ version: 2, name: 'GTX' });
    expect(changed.product!.prices).toEqual([
      { listPrice: '600.00', maxDiscount: 0.2, effectiveFrom: '2099-01-01', effectiveTo: null },
      { listPrice: '550.00', maxDiscount: 0.1, effectiveFrom: today(), effectiveTo: '2098-12-31' },
    ]);
    const [line] = (await aDeal(world.alice, { lines: [{ productId: product!.id, quantity: '1' }] })).lines;
    expect(line).toMatchObject({ listPrice: '550.00' });
    const stale = await save(world.admin, UPDATE, { productId: product!.id, expectedVersion: 1, name: '旧' });
    expect(stale.userErrors).toMatchObject([{ code: 'STALE_RECORD', currentVersion: 2 }]);
  });

  test('what is no longer sold cannot be put into a deal', async () => {
    const productId = await aProduct(world, 'GONE');
    await save(world.admin, UPDATE, { productId, expectedVersion: 1, active: false });
    await expect(aDeal(world.alice, { lines: [{ productId, quantity: '1' }] })).rejects.toThrow('INVALID_REFERENCE');
  });

  test.each<[object, string, string[]]>([
    [{ code: 'GTX-TAKEN' }, 'PRODUCT_CODE_TAKEN', ['input', 'code']],
    [{ code: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'code']],
    [{ price: { ...PRICE, maxDiscount: 1.5 } }, 'INVALID_MAX', ['input', 'price', 'maxDiscount']],
    [{ price: { ...PRICE, listPrice: '-1' } }, 'INVALID_PRICE_RULE', ['input', 'price']],
  ])('refuses %j with %s and writes nothing', async (input, code, path) => {
    if (code === 'PRODUCT_CODE_TAKEN') await aProduct(world, 'GTX-TAKEN');
    const before = await rowCounts();
    const { product, userErrors } = await save(world.admin, CREATE, { code: 'NEW', name: '新产品', ...input });
    expect(product).toBeNull();
    expect(userErrors).toMatchObject([{ code, path }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('sales people see products and may not change them', async () => {
    const id = await aProduct(world, 'SEEN');
    const query =
      'query($id: ID!) { product(id: $id) { code } products(filter: { code: { eq: "SEEN" } }) { nodes { code } totalCount } }';
    expect(await world.alice.get(query, { id })).toEqual({
      product: { code: 'SEEN' },
      products: { nodes: [{ code: 'SEEN' }], totalCount: 1 },
    });
    const before = await rowCounts();
    for (const [mutation, input] of [
      [CREATE, { code: 'X', name: 'X' }],
      [UPDATE, { productId: id, expectedVersion: 1, name: 'X' }],
    ] as const)
      expect((await world.alice.ask(mutation, { input })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });
});

describe('exchangeRateSet', () => {
  const RATES = '{ exchangeRates(filter: { currency: { eq: "JPY" } }) { nodes { currency day rate version } } }';
  const SET = `mutation($input: ExchangeRateSetInput!) { done: exchangeRateSet(input: $input) { exchangeRate { rate } ${ERRORS} } }`;

  test('sets the rate of a day once and mends it later', async () => {
    await aRate(world, 'JPY', '2026-01-05', '0.0465');
    await aRate(world, 'JPY', '2026-01-05', '0.0466');
    expect(await world.admin.get(RATES)).toEqual({
      exchangeRates: { nodes: [{ currency: 'JPY', day: '2026-01-05', rate: '0.04660000', version: 2 }] },
    });
  });

  test('refuses what is no rate, and is denied to sales people', async () => {
    const before = await rowCounts();
    const input = { currency: 'JPY', day: '2026-01-06', rate: '-1' };
    const { done } = await world.admin.get<{ done: { userErrors: Refusal[] } }>(SET, { input });
    expect(done.userErrors).toMatchObject([{ code: 'INVALID_MATCHES', path: ['input', 'rate'] }]);
    const denied = await world.alice.ask(SET, { input: { ...input, rate: '1' } });
    expect(denied.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });
});

test('the stages are there for everybody who is signed in', async () => {
  await aDeal(world.alice);
  const { stages } = await world.sven.get<{ stages: { code: string; requirements: string[] }[] }>(
    '{ stages { code requirements } }',
  );
  expect(stages.map(({ code }) => code)).toEqual(['PROSPECTING', 'ENGAGING', 'PROPOSAL', 'NEGOTIATING', 'WON', 'LOST']);
  expect(stages[2]!.requirements).toEqual(['CUSTOMER']);
});
