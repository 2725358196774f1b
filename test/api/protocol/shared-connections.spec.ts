import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { request, type Answer } from '../../support/client.js';
import { closeSql, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { RawSocket } from './raw-socket.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterEach(() => sql('UNLOCK TABLES'));
afterAll(closeSql);

const SMALL = '{ viewer { person { id } } customers(first: 1) { nodes { id } } }';
const FROM = '2026-01-01T00:00:00Z';
const TO = '2026-01-02T00:00:00Z';
const aliases = (count: number, field: string): string =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ')} }`;

/** As much of the past as one document may ask for, of each kind. */
const GREEDY: readonly (readonly [kind: string, document: string])[] = [
  ['lists', aliases(30, `opportunities(first: 1, asOf: "${FROM}") { nodes { id } }`)],
  ['changes', aliases(19, `opportunityChanges(first: 1, from: "${FROM}", to: "${TO}") { nodes { id } }`)],
  [
    'searches',
    aliases(
      9,
      `search(text: "华夏", kinds: ["opportunity"], from: "${FROM}", to: "${TO}") { hits(first: 1) { nodes { id } } }`,
    ),
  ],
];

/** Keeps every statement on deals of the past waiting, as a slow disk would. */
const holdThePast = (): Promise<unknown> => sql('LOCK TABLES opportunity_history WRITE');

/** Small requests of somebody else, one after the other. */
async function smallOnes(): Promise<void> {
  for (let asked = 0; asked < 5; asked += 1) {
    const { status, errors } = await request(world.aaron.token, SMALL);
    expect([status, errors]).toEqual([200, undefined]);
  }
}

test.each(GREEDY)('%s of one document leave connections to others, and are answered', async (_kind, document) => {
  await holdThePast();
  let done = false;
  const greedy = request(world.alice.token, document).then((answer: Answer<unknown>) => ((done = true), answer));
  await sleep(300);
  await smallOnes();
  expect(done).toBe(false);
  await sql('UNLOCK TABLES');
  expect((await greedy).errors).toBeUndefined();
});

test('over a WebSocket, too', async () => {
  const socket = await RawSocket.signedIn(`Bearer ${world.alice.token}`);
  await socket.next(({ type }) => type === 'connection_ack');
  await holdThePast();
  socket.ask('greedy', GREEDY[0]![1]);
  await sleep(300);
  await smallOnes();
  await sql('UNLOCK TABLES');
  const { type, payload } = await socket.next(({ id }) => id === 'greedy');
  expect([type, (payload as { errors?: unknown }).errors]).toEqual(['next', undefined]);
  socket.end();
});
