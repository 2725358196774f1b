import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, control, testServer } from '../../support/server.js';
import { addPerson, freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aDeletion } from '../approvals/approval-steps.js';
import { RawSocket } from './raw-socket.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

/** Costs almost the most that one document may, and reads nothing in an empty company. */
const WIDE = '{ customers(first: 99) { nodes { contacts(first: 99) { nodes { id } } } } }';
const WIDE_ROWS = 99 * (1 + 99);
const NARROW = '{ customers(first: 7) { nodes { id } } }';

interface Cost {
  readonly requested: number;
  readonly remaining: number;
  readonly resetAt: string;
}

let made = 0;
const somebody = (): Promise<TestPerson> =>
  addPerson({
    login: `spender${++made}`,
    type: 'STAFF',
    departmentId: world.departments.north,
    roleId: world.roles['sales']!,
  });

async function raw(token: string, query: string): Promise<{ status: number; headers: Headers; text: string }> {
  const response = await fetch(`${testServer().api}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Asks until less than one wide document is left. */
async function spendAll(person: TestPerson): Promise<void> {
  for (;;) {
    const { headers } = await raw(person.token, WIDE);
    const left = Number(headers.get('ratelimit-remaining'));
    const wanted = Math.floor(left / WIDE_ROWS);
    if (wanted < 1) return;
    for (let sent = 0; sent < wanted; sent += 8)
      await Promise.all(Array.from({ length: Math.min(8, wanted - sent) }, () => raw(person.token, WIDE)));
  }
}

/** Spends and asks until the answer is a refusal: a budget fills while a busy machine is slow. */
async function untilRefused<T>(
  person: TestPerson,
  ask: () => Promise<T>,
  isRefused: (answer: T) => boolean,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    await spendAll(person);
    const answer = await ask();
    if (isRefused(answer) || tries === 20) return answer;
  }
}

async function signedIn(person: TestPerson): Promise<RawSocket> {
  const socket = await RawSocket.signedIn(`Bearer ${person.token}`);
  await socket.next(({ type }) => type === 'connection_ack');
  return socket;
}

test('each answer shows what was asked for, what is left and when it is full again, in the body and in headers', async () => {
  const person = await somebody();
  const before = Date.now();
  const { headers, text } = await raw(person.token, NARROW);
  const { cost } = (JSON.parse(text) as { extensions: { cost: Cost } }).extensions;
  expect(cost.requested).toBe(7);
  expect(cost.remaining).toBe(Number(headers.get('ratelimit-limit')) - 7);
  expect(Date.parse(cost.resetAt)).toBeGreaterThanOrEqual(before);
  expect([headers.get('ratelimit-remaining'), headers.get('x-query-cost')]).toEqual([String(cost.remaining), '7']);
  expect(Number(headers.get('ratelimit-reset'))).toBeLessThanOrEqual(60);
});

test('totals and figures cost what they read, not what they show', async () => {
  const requested = async (query: string): Promise<number> =>
    ((await world.analyst.ask(query)).extensions!['cost'] as Cost).requested;
  expect(await requested('{ customers(first: 1) { totalCount } }')).toBe(201);
  expect(
    await requested('{ report(query: { dataset: "customers", measures: ["count"] }) { rows } }'),
  ).toBeGreaterThanOrEqual(1_000);
  expect(
    await requested('{ report(query: { dataset: "customers", measures: ["count"] }) { rows totals } }'),
  ).toBeGreaterThanOrEqual(2_000);
});

test('one budget on both transports: what is spent over HTTP is refused on the socket too, with the time to wait; others are served', async () => {
  const person = await somebody();
  const socket = await signedIn(person);
  const refused = await untilRefused(
    person,
    () => raw(person.token, WIDE),
    ({ status }) => status === 429,
  );
  const body = JSON.parse(refused.text) as { errors: { extensions: { code: string; retryAfter: number } }[] };
  expect(refused.status).toBe(429);
  expect(refused.headers.get('content-type')).toContain('application/graphql-response+json');
  expect(body.errors[0]!.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
  expect(refused.headers.get('retry-after')).toBe(String(body.errors[0]!.extensions.retryAfter));
  expect(body).toMatchObject({ extensions: { cost: { requested: WIDE_ROWS } } });
  let asked = 0;
  const askOnSocket = async () => {
    const mine = String(++asked);
    socket.ask(mine, WIDE);
    return socket.next(({ id, type }) => id === mine && type !== 'complete');
  };
  const answer = await untilRefused(person, askOnSocket, ({ type }) => type === 'error');
  expect([answer.type, JSON.stringify(answer.payload)]).toEqual(['error', expect.stringContaining('RATE_LIMITED')]);
  expect(socket.closed).toBeNull();
  expect((await world.bob.ask(WIDE)).status).toBe(200);
  socket.end();
}, 60_000);

test('what is spent on the socket is refused over HTTP', async () => {
  const person = await somebody();
  const socket = await signedIn(person);
  socket.ask('1', WIDE);
  const { payload } = await socket.next(({ type }) => type === 'next');
  const { remaining } = (payload as { extensions: { cost: Cost } }).extensions.cost;
  const { headers } = await raw(person.token, NARROW);
  const limit = Number(headers.get('ratelimit-limit'));
  expect(remaining).toBe(limit - WIDE_ROWS);
  expect(Number(headers.get('ratelimit-remaining'))).toBeLessThan(limit - 7);
  socket.end();
});

test('each event of a subscription costs, and one beyond the budget comes later instead of never', async () => {
  const person = world.nora;
  const socket = await signedIn(person);
  socket.ask('live', 'subscription { notificationReceived { id } }');
  socket.ask('ready', '{ viewer { actions } }');
  await socket.next(({ id, type }) => id === 'ready' && type === 'next');
  await aDeletion(world.alice);
  await control('drain');
  const first = await socket.next(({ id }) => id === 'live');
  expect(first.payload).toMatchObject({ extensions: { cost: { requested: 1, remaining: expect.any(Number) } } });
  await spendAll(person);
  await aDeletion(world.alice);
  await control('drain');
  expect((await socket.next(({ id }) => id === 'live', 15_000)).type).toBe('next');
  socket.end();
}, 60_000);

test('a refused document takes from the budget too; who is not signed in has one per address', async () => {
  const person = await somebody();
  const { headers } = await raw(person.token, '{ nothing }');
  expect(headers.get('x-query-cost')).toBe('50');
  const { status, errors } = await request(null, '{ customers { totalCount } }');
  expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
});
