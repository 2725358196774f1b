import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { closeSql, sql, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { RawSocket } from './raw-socket.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterEach(() => sql('UNLOCK TABLES'));
afterAll(closeSql);

const REPORT = '{ report(query: { dataset: "customers", measures: ["count"] }) { rows } }';
/** One second is promised; a busy machine gets one more. */
const ENDED_WITHIN_MS = 2_000;

/** How many statements of reports the database is at work on. */
async function reportsAtWork(): Promise<number> {
  const [row] = await sql<{ n: string }>(
    "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE '%fact_customer%' AND id <> CONNECTION_ID()",
  );
  return Number(row!.n);
}

async function until(count: number, withinMs: number): Promise<number> {
  const began = performance.now();
  while ((await reportsAtWork()) !== count) {
    if (performance.now() - began > withinMs) throw new Error(`Still not ${count} after ${withinMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - began;
}

async function overHttp(): Promise<() => void> {
  const caller = new AbortController();
  const answer = fetch(`${testServer().api}/graphql`, {
    method: 'POST',
    signal: caller.signal,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${world.analyst.token}` },
    body: JSON.stringify({ query: REPORT }),
  });
  answer.catch(() => undefined);
  return Promise.resolve(() => caller.abort());
}

async function overSocket(): Promise<RawSocket> {
  const socket = await RawSocket.signedIn(`Bearer ${world.analyst.token}`);
  await socket.next(({ type }) => type === 'connection_ack');
  socket.ask('slow', REPORT);
  return socket;
}

/** Each way to leave while a report runs. */
const WAYS: readonly [name: string, ask: () => Promise<() => void>][] = [
  ['an HTTP request is aborted', overHttp],
  [
    'an operation of a socket is completed',
    async () => overSocket().then((socket) => () => socket.send({ type: 'complete', id: 'slow' })),
  ],
  ['a socket is closed', async () => overSocket().then((socket) => () => socket.end())],
];

test.each(WAYS)(
  'when %s, the database ends its report',
  async (name, ask) => {
    // The report cannot go on while somebody else holds the table.
    await sql('LOCK TABLES customer WRITE');
    const leave = await ask();
    await until(1, 10_000);
    leave();
    const ms = await until(0, ENDED_WITHIN_MS);
    process.stdout.write(`${name}: ended after ${ms.toFixed(0)} ms\n`);
    await sql('UNLOCK TABLES');
    expect(await world.analyst.get(REPORT)).toMatchObject({ report: { rows: [[expect.any(Number)]] } });
  },
  60_000,
);
