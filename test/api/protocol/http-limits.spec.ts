import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const VIEWER = '{ viewer { actions } }';

/** Between two pieces, so that what is refused is noticed before much more is under way. */
const PACE_MS = 5;

/** Sends bytes as they are, at once or at a pace until the first answer, and answers all that comes until the connection ends, with the milliseconds that took. */
function overTcp(
  pieces: readonly string[],
  longestMs = 12_000,
  paceMs: number | null = null,
): Promise<{ text: string; ms: number }> {
  const { hostname, port } = new URL(testServer().api);
  const began = performance.now();
  return new Promise((resolve) => {
    let text = '';
    const end = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, ms: performance.now() - began });
    };
    const timer = setTimeout(end, longestMs);
    const send = (left: readonly string[]): void => {
      if (left.length === 0 || text !== '' || socket.destroyed) return;
      socket.write(left[0]!);
      setTimeout(send, paceMs!, left.slice(1));
    };
    const socket = connect(Number(port), hostname, () => {
      if (paceMs !== null) return send(pieces);
      for (const piece of pieces) socket.write(piece);
    });
    socket.on('data', (data) => (text += data.toString('latin1')));
    socket.on('close', end);
    socket.on('error', end);
  });
}

const post = (headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
  fetch(`${testServer().api}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${world.alice.token}`, ...headers },
    body,
  });

test('every answer forbids browsers to run, frame or guess it', async () => {
  for (const path of ['/graphql', '/health/live', '/nowhere', '/explorer']) {
    const { headers } = await fetch(`${testServer().api}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});

test.each(['gzip', 'deflate', 'br', 'x-unknown'])('a body in %s is refused unread', async (encoding) => {
  const body = Uint8Array.from(gzipSync(JSON.stringify({ query: VIEWER })));
  const response = await post({ 'content-encoding': encoding }, body);
  expect(response.status).toBe(415);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect((await post({ 'content-encoding': 'identity' }, JSON.stringify({ query: VIEWER }))).status).toBe(200);
});

test('headers beyond 16 KiB are refused', async () => {
  const { text } = await overTcp([
    `GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17_000)}\r\nConnection: close\r\n\r\n`,
  ]);
  expect(text).toMatch(/^HTTP\/1\.1 431 /);
});

test('headers that never end are cut off after 5 s', async () => {
  const { ms } = await overTcp(['POST /graphql HTTP/1.1\r\nHost: x\r\n', 'X-Slow: 1\r\n']);
  expect(ms).toBeLessThan(9_000);
}, 20_000);

test.each([
  ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n'],
  ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
  ['an unknown transfer encoding', 'Transfer-Encoding: xchunked\r\n'],
  ['a negative length', 'Content-Length: -1\r\n'],
])('a request that proxies may read otherwise is refused: %s', async (_name, headers) => {
  const { text } = await overTcp(
    [`POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n${headers}\r\nhello`],
    3_000,
  );
  expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
});

/** Tries of a client that may write once more in the moment in which the server hangs up: its system then takes the answer away from it. */
const TRIES = 5;

test('chunks without end are cut off at the limit of a body', async () => {
  const head =
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
  const chunk = `2000\r\n${'x'.repeat(0x2000)}\r\n`;
  let text = '';
  for (let tries = 0; text === '' && tries < TRIES; tries++)
    ({ text } = await overTcp([head, ...Array<string>(40).fill(chunk)], 5_000, PACE_MS));
  expect(text).toMatch(/^HTTP\/1\.1 413 /);
}, 30_000);

test('persisted queries cannot be registered', async () => {
  const body = JSON.stringify({
    query: VIEWER,
    extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
  });
  const registered = await (await post({}, body)).text();
  expect(registered).not.toContain('"data":{');
  const used = await post(
    {},
    JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
  );
  expect(await used.json()).toMatchObject({ errors: [{ message: 'PersistedQueryNotSupported' }] });
});
