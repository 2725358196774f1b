import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface Fault {
  readonly code: string;
  readonly path: string[];
  readonly message: string;
}
interface Made {
  readonly customerCreate: { readonly customer: { readonly id: string } | null; readonly userErrors: Fault[] };
}

const CREATE =
  'mutation($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id } userErrors { code path message } } }';

const create = async (input: object): Promise<Made['customerCreate']> =>
  (await world.alice.get<Made>(CREATE, { input })).customerCreate;

test.each([
  [{ name: '   ' }, 'INVALID_IS_NOT_EMPTY', 'name'],
  [{ name: '\u200b\u200b' }, 'INVALID_IS_NOT_EMPTY', 'name'],
  [{ name: '安\u0000全' }, 'INVALID_TEXT', 'name'],
  [{ name: '甲\u202e乙' }, 'INVALID_TEXT', 'name'],
  [{ name: '好', tags: ['a\ud800'] }, 'INVALID_TEXT', 'tags'],
  [{ name: '好', tags: [' ', 'a'] }, 'INVALID_IS_NOT_EMPTY', 'tags'],
  [{ name: '好', tags: ['a', 'a '] }, 'INVALID_ARRAY_UNIQUE', 'tags'],
  [{ name: '好', country: 'China' }, 'INVALID_MATCHES', 'country'],
  [{ name: '好', phone: 'abc' }, 'INVALID_MATCHES', 'phone'],
  [{ name: '好', website: 'javascript:alert(1)' }, 'INVALID_IS_URL', 'website'],
  [{ name: '好', annualRevenue: '-1' }, 'INVALID_MATCHES', 'annualRevenue'],
  [{ name: '好', revenueCurrency: 'yuan' }, 'INVALID_MATCHES', 'revenueCurrency'],
  [{ name: '好', idempotencyKey: '' }, 'INVALID_IS_NOT_EMPTY', 'idempotencyKey'],
])('%j is refused with %s at %s, and nothing is written', async (input, code, field) => {
  const before = await rowCounts();
  const { customer, userErrors } = await create(input);
  expect(customer).toBeNull();
  expect(userErrors).toMatchObject([{ code }]);
  expect(userErrors[0]!.path.slice(0, 2)).toEqual(['input', field]);
  expect(userErrors[0]!.message).not.toMatch(/\{\w+\}/);
  expect(await rowCounts()).toEqual(before);
});

test('texts are kept without what cannot be seen at their ends', async () => {
  const { customer } = await create({ name: ' 华光 \u200b', phone: '021-55556666转801', website: 'example.com' });
  expect(await sql('SELECT name FROM customer WHERE id = ?', [customer!.id])).toEqual([{ name: '华光' }]);
});

test('the limit that a message names is the limit', async () => {
  const query = 'mutation($input: ChurnScanInput!) { churnScan(input: $input) { userErrors { message } } }';
  const { churnScan } = await world.admin.get<{ churnScan: { userErrors: Fault[] } }>(query, {
    input: { threshold: 2 },
  });
  expect(churnScan.userErrors[0]?.message).toContain('0.99');
});

test.each([
  [{ name: '好', annualRevenue: '1.234' }, ['input', 'annualRevenue']],
  [{ name: 7 }, ['input', 'name']],
  [{ name: '好', tags: ['a', 7] }, ['input', 'tags', '1']],
  [{}, ['input']],
])('%j does not fit its type, and the answer says where', async (input, argument) => {
  const { errors, status } = await world.alice.ask(CREATE, { input });
  expect(status).toBe(400);
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(new RegExp(`^${argument.join('\\.')}: `)),
    extensions: { code: 'BAD_USER_INPUT', argument },
  });
});

test.each<[unknown]>([
  [{ toString: 'x' }],
  [{ toString: 1, valueOf: 2 }],
  [['2026-01-01']],
  [{ toJSON: 'x' }],
  [7],
  [true],
])('%j is no day and no moment, and no fault of the server', async (value) => {
  const query =
    'query($day: LocalDate, $at: DateTime) { customers(filter: {createdAt: {gte: $at}}) { totalCount } exchangeRates(filter: {day: {gte: $day}}) { totalCount } }';
  for (const variables of [{ day: value }, { at: value }]) {
    const { errors } = await world.alice.ask(query, variables);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
});

test.each(['0001-01-01', '1899-12-31', '2200-01-01', '2026-02-30'])('the day %s is refused', async (birthday) => {
  const query = 'mutation($input: ContactCreateInput!) { contactCreate(input: $input) { userErrors { code } } }';
  const { errors } = await world.alice.ask(query, { input: { customerId: '1', name: '李', birthday } });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: ['input', 'birthday'] });
});

test('variables nested without end are refused like literals', async () => {
  let filter: object = {};
  for (let level = 0; level < 2_000; level += 1) filter = { not: filter };
  const { errors } = await world.alice.ask('query($f: CustomerFilter) { customers(filter: $f) { totalCount } }', {
    f: filter,
  });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX', measure: 'inputDepth' });
});
