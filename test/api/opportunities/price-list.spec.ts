import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/client.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { aProduct, type Refusal } from './open-deals.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface Done {
  readonly done: { readonly product?: { readonly id: string } | null; readonly userErrors: Refusal[] };
}
const PRICE = { listPrice: '550', currency: 'CNY', maxDiscount: 0.1 };

function send(field: 'productCreate' | 'productUpdate', input: object): Promise<Answer<Done>> {
  const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
  return world.admin.ask(
    `mutation($input: ${type}!) { done: ${field}(input: $input) { product { id } userErrors { code path } } }`,
    { input },
  );
}

const SET =
  'mutation($input: ExchangeRateSetInput!) { done: exchangeRateSet(input: $input) { userErrors { code path } } }';
const setRate = (input: object): Promise<Answer<Done>> => world.admin.ask(SET, { input });

const codesOf = ({ data, errors }: Answer<Done>): string[] => [
  ...(errors ?? []).map(({ extensions }) => extensions.code),
  ...(data?.done.userErrors ?? []).map(({ code }) => code),
];

describe('products', () => {
  test('what is added and changed leaves history and audit, each price too', async () => {
    const { data } = await send('productCreate', { code: 'KEPT', name: '留痕', price: PRICE });
    const productId = data!.done.product!.id;
    await send('productUpdate', { productId, expectedVersion: 1, price: { ...PRICE, effectiveFrom: '2099-01-01' } });
    const history = 'SELECT version, actor_id FROM product_history WHERE id = ? ORDER BY version';
    expect(await sql(history, [productId])).toEqual([
      { version: 1, actor_id: world.admin.id },
      { version: 2, actor_id: world.admin.id },
    ]);
    expect(await sql('SELECT action FROM audit_entry WHERE record_id = ? ORDER BY id', [productId])).toEqual([
      { action: 'product.create' },
      { action: 'product.edit' },
    ]);
    const prices = 'SELECT version FROM product_price WHERE product_id = ? ORDER BY effective_from';
    expect(await sql(prices, [productId])).toEqual([{ version: 2 }, { version: 1 }]);
  });

  test.each<[object, string, string[]]>([
    [{ code: 'OTHER' }, 'PRODUCT_CODE_TAKEN', ['input', 'code']],
    [{ name: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    [{ price: { ...PRICE, listPrice: '-1' } }, 'INVALID_PRICE_RULE', ['input', 'price']],
    [{ price: { ...PRICE, maxDiscount: 1.1 } }, 'INVALID_MAX', ['input', 'price', 'maxDiscount']],
  ])('a change to %j is refused with %s and writes nothing', async (input, code, path) => {
    await aProduct(world, 'OTHER').catch(() => 'is there');
    const productId = await aProduct(world, `SOME-${code}`);
    const before = await rowCounts();
    const { data } = await send('productUpdate', { productId, expectedVersion: 1, ...input });
    expect(data!.done).toMatchObject({ product: null, userErrors: [{ code, path }] });
    expect(await rowCounts()).toEqual(before);
  });

  test('of four that are added under one code at once one is there', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => send('productCreate', { code: 'TWIN', name: '双' })));
    expect(answers.flatMap(codesOf)).toEqual(Array(3).fill('PRODUCT_CODE_TAKEN'));
    expect(await sql("SELECT id FROM product WHERE code = 'TWIN'")).toHaveLength(1);
  });

  test('of three changes of a price at once one wins, and one price holds', async () => {
    const productId = await aProduct(world, 'RACE');
    const answers = await Promise.all(
      ['600', '700', '800'].map((listPrice) =>
        send('productUpdate', { productId, expectedVersion: 1, price: { ...PRICE, listPrice } }),
      ),
    );
    expect(answers.flatMap(codesOf)).toEqual(['STALE_RECORD', 'STALE_RECORD']);
    const open = 'SELECT id FROM product_price WHERE product_id = ? AND effective_to IS NULL AND deleted_at IS NULL';
    expect(await sql(open, [productId])).toHaveLength(1);
  });
});

describe('exchange rates', () => {
  test('a rate and its correction leave history and audit', async () => {
    for (const rate of ['0.045', '0.046']) await setRate({ currency: 'JPY', day: '2026-01-05', rate });
    const [row] = await sql<{ id: string }>("SELECT id FROM exchange_rate WHERE currency = 'JPY'");
    const history = await sql<{ rate: string }>(
      'SELECT rate FROM exchange_rate_history WHERE id = ? ORDER BY version',
      [row!.id],
    );
    expect(history.map(({ rate }) => Number(rate))).toEqual([0.045, 0.046]);
    expect(await sql('SELECT DISTINCT actor_id FROM audit_entry WHERE record_id = ?', [row!.id])).toEqual([
      { actor_id: world.admin.id },
    ]);
  });

  test.each<[object, string]>([
    [{ rate: '0' }, 'rate'],
    [{ rate: 'seven' }, 'rate'],
    [{ currency: 'jpy' }, 'currency'],
  ])('%j is refused with INVALID_MATCHES and writes nothing', async (input, field) => {
    const before = await rowCounts();
    const { data } = await setRate({ currency: 'JPY', day: '2026-01-06', rate: '1', ...input });
    expect(data!.done.userErrors).toEqual([{ code: 'INVALID_MATCHES', path: ['input', field] }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('of four that set the rate of a day at once there is one rate', async () => {
    const answers = await Promise.all(
      ['7.1', '7.2', '7.3', '7.4'].map((rate) => setRate({ currency: 'USD', day: '2026-01-05', rate })),
    );
    expect(answers.flatMap(codesOf)).toEqual([]);
    expect(await sql("SELECT id FROM exchange_rate WHERE currency = 'USD' AND deleted_at IS NULL")).toHaveLength(1);
  });
});
