import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const VIEWER = '{ viewer { actions } }';
const CREATE =
  'mutation($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id } userErrors { code } } }';
const INSIDE =
  /SELECT|INSERT|UPDATE |interaction_away|\bER_|errno|sqlState|ECONN|node_modules|\/src\/|\.ts:|at [A-Z]\w+\.|guanxi_test|127\.0\.0\.1|stacktrace/;

/** One raw request; nothing is added to what the test says. */
async function raw(path: string, init: RequestInit): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(`${testServer().api}${path}`, init);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

function post(body: string, type: string | null, headers: Record<string, string> = {}): ReturnType<typeof raw> {
  const authorization = `Bearer ${world.alice.token}`;
  const typed: Record<string, string> = type === null ? {} : { 'content-type': type };
  return raw('/graphql', {
    method: 'POST',
    headers: { authorization, ...typed, ...headers },
    body: new TextEncoder().encode(body),
  });
}

test('each refusal has its code and its status', async () => {
  const foreign = await aCustomer().ownedBy(world.bob).save();
  const seen = async (answer: ReturnType<typeof request>): Promise<unknown[]> => {
    const { status, errors } = await answer;
    return [status, errors?.[0]?.extensions.code];
  };
  const byId = 'query($id: ID!) { customer(id: $id) { name } }';
  expect(await seen(request(null, VIEWER))).toEqual([401, 'UNAUTHENTICATED']);
  expect(await seen(request('not-a-token-at-all', VIEWER))).toEqual([401, 'UNAUTHENTICATED']);
  expect(await seen(world.alice.ask(byId, { id: foreign }))).toEqual([404, 'NOT_FOUND']);
  expect(
    await seen(
      world.alice.ask('mutation { passwordSet(input: {personId: "1", password: "long enough 1"}) { personId } }'),
    ),
  ).toEqual([403, 'FORBIDDEN']);
  expect(await seen(world.alice.ask('{ nothing }'))).toEqual([400, 'BAD_USER_INPUT']);
  expect(await seen(world.alice.ask('{ viewer { actions }'))).toEqual([400, 'BAD_USER_INPUT']);
  expect(await seen(world.alice.ask('{ customers(first: 1000) { nodes { id } } }'))).toEqual([400, 'BAD_USER_INPUT']);
  const key = { idempotencyKey: 'one-key' };
  await world.alice.get(CREATE, { input: { name: '甲公司', ...key } });
  expect(await seen(world.alice.ask(CREATE, { input: { name: '乙公司', ...key } }))).toEqual([409, 'CONFLICT']);
});

test('a foreign id, a missing one and one that is no id answer byte for byte alike', async () => {
  const foreign = await aCustomer().ownedBy(world.bob).save();
  const bodies = [];
  for (const id of [foreign, '4242', 'abc', `${foreign}x`, "' OR 1=1 --", '9999999999999999999999'])
    bodies.push(
      (
        await post(
          JSON.stringify({ query: 'query($id: ID!) { customer(id: $id) { name } }', variables: { id } }),
          'application/json',
        )
      ).text,
    );
  expect(new Set(bodies).size).toBe(1);
});

test('what breaks inside is masked, with a number for the log, and the data beside it still comes', async () => {
  const id = await aCustomer().ownedBy(world.alice).save();
  const query = 'query($id: ID!) { customer(id: $id) { name interactions { nodes { summary } } } }';
  await sql('RENAME TABLE interaction TO interaction_away');
  try {
    for (let use = 0; use < 3; use++) {
      const { status, errors } = await world.alice.ask(query, { id });
      expect([200, 500]).toContain(status);
      expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
      expect(errors?.[0]?.extensions['errorId']).toMatch(/^[0-9a-f-]{36}$/);
      expect(JSON.stringify(errors)).not.toMatch(INSIDE);
    }
  } finally {
    await sql('RENAME TABLE interaction_away TO interaction');
  }
  await sql("UPDATE person SET type = 'ODD' WHERE id = ?", [world.aaron.id]);
  for (let use = 0; use < 3; use++) {
    const { errors } = await world.alice.ask('query($id: ID!) { person(id: $id) { type } }', { id: world.aaron.id });
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
    expect(JSON.stringify(errors)).not.toMatch(/ODD|cannot represent/);
  }
  await sql("UPDATE person SET type = 'STAFF' WHERE id = ?", [world.aaron.id]);
});

test('bad values of scalars are the caller’s to mend', async () => {
  const listed = 'query($filter: CustomerFilter) { customers(filter: $filter) { totalCount } }';
  for (const filter of [
    { createdAt: { gte: 'yesterday' } },
    { annualRevenue: { gte: '1e3' } },
    { employees: { eq: 'many' } },
    { kind: { eq: 'NOBODY' } },
    { constructor: { eq: 'x' } },
    { and: [{ toString: { eq: 'x' } }] },
    { and: [{ and: [{ and: [{ and: [] }] }] }] },
    { name: { in: Array.from({ length: 101 }, () => 'x') } },
  ])
    for (let use = 0; use < 2; use++) {
      const { status, errors } = await world.alice.ask(listed, { filter });
      expect([JSON.stringify(filter).slice(0, 60), status, errors?.[0]?.extensions.code]).toEqual([
        JSON.stringify(filter).slice(0, 60),
        400,
        'BAD_USER_INPUT',
      ]);
    }
});

test('a body that would change a prototype is refused before anything reads it', async () => {
  for (const body of [
    '{"query": "{ viewer { actions } }", "__proto__": {"a": 1}}',
    '{"variables": {"constructor": {"prototype": {}}}, "query": "{ viewer { actions } }"}',
  ])
    expect((await post(body, 'application/json')).status).toBe(400);
});

test('a form of another site cannot make the browser act: only JSON is taken', async () => {
  const body = JSON.stringify({ query: CREATE, variables: { input: { name: '跨站' } } });
  const before = await rowCounts();
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'text/plain; application/json',
    null,
  ]) {
    const { status, text } = await post(body, type);
    expect([type, status >= 400 && status < 500]).toEqual([type, true]);
    expect(text).not.toMatch(INSIDE);
  }
  expect(await rowCounts()).toEqual(before);
});

test('GET is for queries alone, and only with a header that no form can send', async () => {
  const authorization = `Bearer ${world.alice.token}`;
  const get = (query: string, headers: Record<string, string> = {}): ReturnType<typeof raw> =>
    raw(`/graphql?query=${encodeURIComponent(query)}`, { headers: { authorization, ...headers } });
  expect((await get(VIEWER)).status).toBe(400);
  const preflight = { 'apollo-require-preflight': '1' };
  const good = await get(VIEWER, preflight);
  expect([good.status, good.text]).toEqual([200, expect.stringContaining('actions')]);
  const before = await rowCounts();
  const refused = await get('mutation { customerCreate(input: {name: "GET"}) { customer { id } } }', preflight);
  expect(refused.status).toBe(405);
  expect(await rowCounts()).toEqual(before);
  for (const method of ['PUT', 'DELETE', 'PATCH'])
    expect((await raw('/graphql', { method })).status).toBeGreaterThanOrEqual(400);
});

test('several requests in one body are refused', async () => {
  const one = { query: VIEWER };
  expect((await post(JSON.stringify([one, one]), 'application/json')).status).toBe(400);
});

test('broken, empty and too large bodies are refused without a word of the inside', async () => {
  for (const body of [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '{"query": 7}',
    '{"query": null}',
    '{"variables": {}}',
    '{"query": "{ viewer { actions } }", "variables": []}',
    '{"query": "{ viewer { actions } }", "operationName": {}}',
  ]) {
    const { status, text } = await post(body, 'application/json');
    expect([body, status]).toEqual([body, 400]);
    expect(text).not.toMatch(INSIDE);
  }
  const large = await post(
    JSON.stringify({ query: VIEWER, variables: { x: 'x'.repeat(200_000) } }),
    'application/json',
  );
  expect(large.status).toBe(413);
  expect(large.text).not.toMatch(INSIDE);
});

test('the server says nothing of what it is made of, and echoes only a request id that is one', async () => {
  const { headers } = await post(JSON.stringify({ query: VIEWER }), 'application/json', { 'x-request-id': 'abc-1' });
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('server')).toBeNull();
});

test('what the HTTP server itself refuses has the form of GraphQL errors', async () => {
  const refusals = [
    [await post('{ "query": ', 'application/json'), 400, 'BAD_USER_INPUT'],
    [await post('<a/>', 'text/xml'), 415, 'BAD_USER_INPUT'],
    [await post(`{"query":"${'x'.repeat(200_000)}"}`, 'application/json'), 413, 'BAD_USER_INPUT'],
    [await raw('/nowhere', {}), 404, 'NOT_FOUND'],
  ] as const;
  for (const [answer, status, code] of refusals) {
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({ errors: [{ message: expect.any(String), extensions: { code } }] });
    expect(answer.text).not.toMatch(INSIDE);
  }
});

test('the bare address leads to the explorer', async () => {
  const answer = await raw('/', { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/explorer']);
});
