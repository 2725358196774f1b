import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { allRefused, failed, leakIn, refused, survived } from '../target.mjs';

const VIEWER = '{ viewer { actions } }';
const JSON_TYPE = { 'content-type': 'application/json' };
const MUTATION = 'mutation { customerCreate(input: { name: "attack" }) { customer { id } } }';

const once = (kind, name, statuses, sent) => ({
  transport: 'HTTP',
  kind,
  name,
  run: async (target) => allRefused([await target.http(sent(target))], statuses),
});
const refusal = [400, 404, 405, 413, 415, 431];

const body = (value) => JSON.stringify(value);
const signed = (target) => target.tokens[0];

// A body far beyond the limit is not read to its end: the answer may be lost with the connection (status 0).
/** Requests that break a rule of HTTP, of CSRF prevention or of signing in. */
export const HTTP_ATTACKS = [
  once('batch', 'several operations in one body', [400], (t) => ({
    token: signed(t),
    headers: JSON_TYPE,
    body: body(Array(50).fill({ query: VIEWER })),
  })),
  once('csrf', 'a form, url-encoded', [400, 415], (t) => ({
    token: signed(t),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `query=${encodeURIComponent(MUTATION)}`,
  })),
  once('csrf', 'a form, multipart', [400, 415], (t) => ({
    token: signed(t),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: `--x\r\n\r\n${MUTATION}\r\n--x--`,
  })),
  once('csrf', 'plain text', [400, 415], (t) => ({
    token: signed(t),
    headers: { 'content-type': 'text/plain' },
    body: body({ query: MUTATION }),
  })),
  once('csrf', 'a query by GET without preflight', [400], (t) => ({
    token: signed(t),
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent(VIEWER)}`,
  })),
  once('get', 'a mutation by GET', [400, 405], (t) => ({
    token: signed(t),
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent(MUTATION)}`,
    headers: { 'apollo-require-preflight': '1' },
  })),
  once('graphiql', 'an editor on the endpoint', [400, 404, 406], () => ({
    method: 'GET',
    headers: { accept: 'text/html' },
  })),
  once('persisted', 'a query by hash alone', [200, 400], (t) => ({
    token: signed(t),
    headers: JSON_TYPE,
    body: body({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
  })),
  once('stranger', 'introspection without sign-in', [401], () => ({
    headers: JSON_TYPE,
    body: body({ query: '{ __schema { types { name } } }' }),
  })),
  once('stranger', 'a field that exists', [401], () => ({
    headers: JSON_TYPE,
    body: body({ query: '{ customers { totalCount } }' }),
  })),
  once('stranger', 'a field that does not', [401], () => ({
    headers: JSON_TYPE,
    body: body({ query: '{ custmers { totalCount } }' }),
  })),
  once('token', 'algorithm none', [401], (t) => ({
    token: unsigned(signed(t)),
    headers: JSON_TYPE,
    body: body({ query: VIEWER }),
  })),
  once('token', 'signed with a key of one’s own', [401], (t) => ({
    token: resigned(signed(t)),
    headers: JSON_TYPE,
    body: body({ query: VIEWER }),
  })),
  once('body', 'a body of 5 MB', [413, 0], (t) => ({
    token: signed(t),
    headers: JSON_TYPE,
    body: body({ query: VIEWER, variables: { x: 'x'.repeat(5_000_000) } }),
  })),
  once('body', 'a compressed bomb', [415], (t) => ({
    token: signed(t),
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(50_000_000)).subarray(0, 90_000),
  })),
  once('body', 'no JSON', [400], (t) => ({ token: signed(t), headers: JSON_TYPE, body: '{"query":' })),
  once('body', 'brackets without end', [400], (t) => ({
    token: signed(t),
    headers: JSON_TYPE,
    body: '['.repeat(90_000),
  })),
  once('body', 'a polluted prototype', [400], (t) => ({
    token: signed(t),
    headers: JSON_TYPE,
    body: '{"query":"{ viewer { actions } }","__proto__":{"x":1}}',
  })),
  once('path', 'a path that climbs', refusal, () => ({
    method: 'GET',
    path: '/explorer/assets/..%2f..%2f..%2fpackage.json',
  })),
  once('path', 'a path without end', refusal, () => ({ method: 'GET', path: `/${'a/'.repeat(7_000)}` })),
  once('upload', 'a file without sign-in', [401], () => ({
    path: '/uploads',
    headers: { 'content-type': 'text/csv' },
    body: 'name\nx\n',
  })),
  once('upload', 'a file of another kind', [400, 401, 415], (t) => ({
    token: signed(t),
    path: '/uploads',
    headers: { 'content-type': 'application/zip' },
    body: 'PK',
  })),
  {
    transport: 'HTTP',
    kind: 'headers',
    name: 'headers of 64 KiB',
    run: async (t) =>
      line(await t.bytes([`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(65_000)}\r\n\r\n`]), /^HTTP\/1\.1 431/),
  },
  {
    transport: 'HTTP',
    kind: 'smuggling',
    name: 'two lengths',
    run: async (t) =>
      line(
        await t.bytes(['POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd']),
        /^HTTP\/1\.1 400/,
      ),
  },
  {
    transport: 'HTTP',
    kind: 'smuggling',
    name: 'a length and chunks',
    run: async (t) =>
      line(
        await t.bytes([
          'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        ]),
        /^HTTP\/1\.1 400/,
      ),
  },
  { transport: 'HTTP', kind: 'slow', name: 'headers that never end, 300 at once', run: slowHeaders },
  { transport: 'HTTP', kind: 'slow', name: 'bodies that never end, 300 at once', run: slowBodies },
  { transport: 'HTTP', kind: 'injection', name: 'texts that would be SQL, in every text of a filter', run: injections },
];

function line(text, due) {
  return due.test(text) && !leakIn(text) ? refused(text.slice(9, 12)) : failed(text.slice(0, 80) || 'no answer');
}

function unsigned(token) {
  const header = Buffer.from('{"alg":"none","kid":"k1","typ":"JWT"}').toString('base64url');
  return `${header}.${token.split('.')[1]}.AAAAAAAAAA`;
}

function resigned(token) {
  const text = token.split('.').slice(0, 2).join('.');
  return `${text}.${createHmac('sha256', 'a key that the server does not have').update(text).digest('base64url')}`;
}

/** Three hundred connections that hold on to the server by saying little; others must be served, and they must be let go. */
async function held(target, text, longestMs) {
  const { hostname, port } = target.url;
  let ended = 0;
  const sockets = Array.from({ length: 300 }, () => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('error', () => undefined);
    // The end of a connection is not seen before what was sent ahead of it is read.
    socket.resume();
    socket.on('close', () => (ended += 1));
    return socket;
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const served = await target.isServing();
  const wereLetGo = target.isShort || (await target.until(() => ended === 300, longestMs));
  for (const socket of sockets) socket.destroy();
  if (!served) return failed('others were not served');
  return wereLetGo ? survived('others were served') : failed(`${300 - ended} still held after ${longestMs} ms`);
}

function slowHeaders(target) {
  return held(target, 'POST /graphql HTTP/1.1\r\nHost: x\r\nX-A: ', 15_000);
}

function slowBodies(target) {
  return held(
    target,
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{',
    45_000,
  );
}

const TEXTS = [
  ...[
    "' OR 1=1 --",
    '" OR ""="',
    '`; DROP TABLE customer; --',
    "\\' OR SLEEP(5) #",
    '%_%\\%',
    '${7*7}',
    '{{7*7}}',
    "'; SELECT SLEEP(5); --",
  ],
  ...['\u0000', '\u2028', '\ud83d\ude00', '\u02bc OR 1', '*/ OR /*', '0x27204f52', 'NaN', '-1e999', 'x'.repeat(5_000)],
];

async function injections(target) {
  const query =
    'query($s: String!) { customers(first: 1, filter: { or: [{ name: { contains: $s } }, { name: { eq: $s } }, { name: { startsWith: $s } }, { industry: { in: [$s] } }] }) { nodes { id } } }';
  const began = performance.now();
  for (const text of TEXTS) {
    const { status, text: answer } = await target.ask(query, { variables: { s: text }, token: target.tokens[2] });
    if (![200, 400, 429].includes(status) || leakIn(answer.replaceAll(text, '')))
      return failed(`${text.slice(0, 20)}: ${status} ${answer.slice(0, 100)}`);
    if (status === 200 && /"id":/.test(answer)) return failed(`${text.slice(0, 20)} found something`);
  }
  return performance.now() - began > 4_500 * 2
    ? failed('one of them made the database sleep')
    : survived(`${TEXTS.length} texts`);
}
