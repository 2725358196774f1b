import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, rowCounts, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});

const QUERY = '{ viewer { actions } }';
const CREATE = 'mutation { customerCreate(input: { name: "跨站请求" }) { customer { id } } }';
const FORM = new URLSearchParams({ query: CREATE }).toString();
const JSON_BODY = JSON.stringify({ query: CREATE });
const MULTIPART = `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${JSON_BODY}\r\n--x--\r\n`;
const PREFLIGHT = { 'apollo-require-preflight': '1' };

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly query?: string;
}

/** What a browser may send for a foreign page without asking first must do nothing; what only our own pages can send works. */
const MATRIX: readonly [name: string, sent: Sent, served: boolean][] = [
  ['a form, url-encoded', { method: 'POST', headers: type('application/x-www-form-urlencoded'), body: FORM }, false],
  ['a form, multipart', { method: 'POST', headers: type('multipart/form-data; boundary=x'), body: MULTIPART }, false],
  ['a form, plain text', { method: 'POST', headers: type('text/plain'), body: JSON_BODY }, false],
  [
    'a form with the header',
    { method: 'POST', headers: { ...type('text/plain'), ...PREFLIGHT }, body: JSON_BODY },
    false,
  ],
  ['no content type', { method: 'POST', headers: {}, body: JSON_BODY }, false],
  [
    'a content type that only looks like JSON',
    { method: 'POST', headers: type('text/plain; application/json'), body: JSON_BODY },
    false,
  ],
  ['an image: GET without header', { method: 'GET', headers: {}, query: QUERY }, false],
  ['GET with a simple content type', { method: 'GET', headers: type('text/plain'), query: QUERY }, false],
  ['a mutation by GET, with the header', { method: 'GET', headers: PREFLIGHT, query: CREATE }, false],
  ['GET with the header', { method: 'GET', headers: PREFLIGHT, query: QUERY }, true],
  ['GET with a JSON content type', { method: 'GET', headers: type('application/json'), query: QUERY }, true],
  ['POST of JSON', { method: 'POST', headers: type('application/json'), body: JSON.stringify({ query: QUERY }) }, true],
];

function type(value: string): Record<string, string> {
  return { 'content-type': value };
}

let met = 0;
test.each(MATRIX)('%s', async (_name, { method, headers, body, query }, served) => {
  const before = await rowCounts();
  const address = `${testServer().api}/graphql${query === undefined ? '' : `?query=${encodeURIComponent(query)}`}`;
  const response = await fetch(address, {
    method,
    headers: { authorization: `Bearer ${world.alice.token}`, ...headers },
    ...(body === undefined ? {} : { body: new TextEncoder().encode(body) }),
  });
  const text = await response.text();
  expect([response.status >= 400 && response.status < 500, text.includes('"actions":')]).toEqual([!served, served]);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(await rowCounts()).toEqual(before);
  met += 1;
});

afterAll(async () => {
  process.stdout.write(`CSRF: ${met} of ${MATRIX.length} combinations\n`);
  await closeSql();
});
