import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { HttpDoor } from './http-door.js';
import { type Leave, LoadLimit } from './load-limit.js';
import type { Metrics } from './metrics.js';

const PLACES = 64;
const CROWD = 10;
const CROWDED_MS = 250;

let load: LoadLimit;
let server: FastifyInstance;
let address: string;
/** Ends the operation that `/graphql` is in the middle of. */
let answer: (() => void)[];
let counted: unknown[][];

beforeEach(async () => {
  [load, answer, counted] = [new LoadLimit(), [], []];
  const door = new HttpDoor();
  server = fastify({ serverFactory: door.server });
  door.watch(server, '/graphql', load, { request: (...facts: unknown[]) => counted.push(facts) } as unknown as Metrics);
  server.post('/graphql', () => new Promise((resolve) => answer.push(() => resolve({ data: {} }))));
  server.get('/health/live', () => ({ status: 'ok' }));
  address = await server.listen({ port: 0 });
});
afterEach(() => server.close());

const post = (accept = '*/*'): Promise<Response> =>
  fetch(`${address}/graphql`, { method: 'POST', headers: { accept, 'content-type': 'application/json' }, body: '{}' });

async function takeAll(): Promise<Leave[]> {
  return Promise.all(Array.from({ length: PLACES }, () => load.enter()));
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await sleep(5);
};

describe('HttpDoor', () => {
  it('refuses at once what finds no room, in the form of GraphQL errors and with the headers of every answer; health is let in', async () => {
    const leaves = await takeAll();
    const crowd = Array.from({ length: CROWD }, () => load.enter().catch(() => null));
    await sleep(CROWDED_MS);
    const plain = await post();
    expect([plain.status, plain.headers.get('retry-after'), plain.headers.get('content-type')]).toEqual([
      503,
      '1',
      'application/json; charset=utf-8',
    ]);
    expect(plain.headers.get('x-content-type-options')).toBe('nosniff');
    expect(plain.headers.get('cache-control')).toBe('no-store');
    const refusal = { message: expect.stringContaining('服务繁忙') as string };
    expect(await plain.json()).toEqual({
      errors: [{ ...refusal, extensions: { code: 'UNAVAILABLE', retryAfter: 1 } }],
    });
    const strict = await post('application/graphql-response+json');
    expect(strict.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(counted.map(([method, , status]) => [method, status])).toEqual(Array(2).fill(['POST', 503]));
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    expect(answer).toHaveLength(0);
    for (const leave of leaves) leave();
    for (const leave of await Promise.all(crowd)) leave?.();
    const served = post();
    await until(() => answer.length === 1);
    answer[0]!();
    expect((await served).status).toBe(200);
  });

  it('refuses an operation whose place does not come in time', async () => {
    await takeAll();
    const late = await post();
    expect([late.status, late.headers.get('retry-after'), answer.length]).toEqual([503, '1', 0]);
  });

  it('gives the place back when the operation is answered, and when its caller has gone', async () => {
    const leaves = await takeAll();
    leaves[0]!();
    const first = post();
    await until(() => answer.length === 1);
    const second = request(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } });
    second.on('error', () => undefined);
    second.end('{}');
    await sleep(50);
    expect(answer).toHaveLength(1);
    answer[0]!();
    expect((await first).status).toBe(200);
    await until(() => answer.length === 2);
    second.destroy();
    const third = post();
    await until(() => answer.length === 3);
    answer[2]!();
    expect((await third).status).toBe(200);
    answer[1]!();
  });

  it('keeps no place and does no work for whoever has gone before it came', async () => {
    const leaves = await takeAll();
    const gone = request(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } });
    gone.on('error', () => undefined);
    gone.end('{}');
    await sleep(100);
    gone.destroy();
    await sleep(50);
    leaves[0]!();
    await sleep(50);
    expect(answer).toHaveLength(0);
    const next = post();
    await until(() => answer.length === 1);
    answer[0]!();
    expect((await next).status).toBe(200);
  });
});
