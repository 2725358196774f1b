import { request as httpRequest } from 'node:http';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, sql, testServer } from '../../support/server.js';
import { freshId, freshWorld, type World } from '../../support/world.js';
import { entriesOf } from '../audit/audit-entries.js';
import { RawSocket } from './raw-socket.js';

const SIGN_IN = 'mutation { signIn(input: {login: "nobody-here", password: "wrong"}) { userErrors { code } } }';
const CALLER = '203.0.113.7';
const OTHER = '198.51.100.9';
/** Not among the trusted proxies of the test server. */
const STRANGER = '127.0.0.2';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface Signing {
  readonly signIn: { readonly userErrors: readonly { readonly code: string }[] };
}

async function overHttp(forwarded: string): Promise<string | undefined> {
  const { data } = await request<Signing>(null, SIGN_IN, {}, { 'x-forwarded-for': forwarded });
  return data?.signIn.userErrors[0]?.code;
}

async function overSocket(forwarded: string, localAddress?: string): Promise<string | undefined> {
  const headers = { 'x-forwarded-for': forwarded };
  const socket = await RawSocket.signedIn(`Bearer ${world.alice.token}`, {
    headers,
    ...(localAddress && { localAddress }),
  });
  await socket.next(({ type }) => type === 'connection_ack');
  socket.ask('1', SIGN_IN);
  const { payload } = await socket.next(({ type }) => type === 'next');
  socket.end();
  return (payload as { data: Signing }).data.signIn.userErrors[0]?.code;
}

/** A request of a caller that is no trusted proxy. */
function ofStranger(forwarded: string): Promise<void> {
  const { hostname, port } = new URL(testServer().api);
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded };
  const options = { host: hostname, port, path: '/graphql', method: 'POST', headers, localAddress: STRANGER };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(options, (response) => void response.resume().on('end', resolve));
    sent.on('error', reject).end(JSON.stringify({ query: SIGN_IN }));
  });
}

const addresses = async (): Promise<(string | null)[]> =>
  (await entriesOf('SIGN_IN_REFUSED')).map(({ address }) => address);

test('a trusted proxy names the caller to the audit, over HTTP and over a socket alike', async () => {
  await overHttp(`${OTHER}, ${CALLER}`);
  await overSocket(`${OTHER}, ${CALLER}`);
  expect(await addresses()).toEqual([CALLER, CALLER]);
});

test('nobody else does', async () => {
  await ofStranger(CALLER);
  await overSocket(CALLER, STRANGER);
  expect(await addresses()).toEqual([STRANGER, STRANGER]);
});

test('guesses count for the address that was forwarded, on both', async () => {
  const now = new Date();
  const guesses = Array.from({ length: 100 }, (_, n) => [freshId(), 1, now, now, `login-${n}`, CALLER]);
  await sql('INSERT INTO sign_in_attempt (id, version, created_at, updated_at, login, address) VALUES ?', [guesses]);
  expect(await overHttp(CALLER)).toBe('SIGN_IN_LATER');
  expect(await overSocket(CALLER)).toBe('SIGN_IN_LATER');
  expect(await overHttp(OTHER)).toBe('SIGN_IN_REFUSED');
  expect(await overSocket(OTHER)).toBe('SIGN_IN_REFUSED');
});
