import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, sql, testServer } from '../../support/server.js';
import { addPerson, freshWorld, type TestPerson, type World } from '../../support/world.js';
import { signed, unsigned } from './forged-tokens.js';
import { RawSocket } from './raw-socket.js';

let world: World;
const opened: RawSocket[] = [];
beforeAll(async () => {
  world = await freshWorld();
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.end();
});
afterAll(closeSql);

const VIEWER = '{ viewer { actions } }';
const LIVE = 'subscription { notificationReceived { id } }';
/** Two seconds are promised; a busy machine gets one more. */
const REVOKED_WITHIN_MS = 3_000;

async function socketOf(authorization: unknown): Promise<RawSocket> {
  const socket = await RawSocket.signedIn(authorization);
  opened.push(socket);
  return socket;
}

async function acknowledged(token: string): Promise<RawSocket> {
  const socket = await socketOf(`Bearer ${token}`);
  await socket.next(({ type }) => type === 'connection_ack');
  return socket;
}

let made = 0;
const somebody = (): Promise<TestPerson> =>
  addPerson({
    login: `guest${++made}`,
    type: 'STAFF',
    departmentId: world.departments.north,
    roleId: world.roles['sales']!,
  });

test('queries, mutations and subscriptions run over the socket', async () => {
  const socket = await acknowledged(world.alice.token);
  socket.ask('1', VIEWER);
  expect(await socket.next(({ type }) => type === 'next')).toMatchObject({
    payload: { data: { viewer: { actions: expect.any(Array) } } },
  });
  expect(await socket.next(({ type }) => type === 'complete')).toMatchObject({ id: '1' });
  socket.ask('2', 'mutation { customerCreate(input: {name: "套接字"}) { customer { name } userErrors { code } } }');
  expect(await socket.next(({ id, type }) => id === '2' && type === 'next')).toMatchObject({
    payload: { data: { customerCreate: { customer: { name: '套接字' } } } },
  });
});

test('a token that is missing, forged or expired closes with 4403', async () => {
  const { id: personId, sessionId, token } = world.alice;
  const facts = { personId, sessionId };
  const bad = [
    undefined,
    '',
    token,
    'Bearer',
    'Bearer short',
    `Bearer ${token}x`,
    `Bearer ${unsigned(token)}`,
    `Bearer ${await signed({ ...facts, secret: 'another-secret-0123456789-abcdefghijkl' })}`,
    `Bearer ${await signed({ ...facts, issuer: 'somebody' })}`,
    `Bearer ${await signed({ ...facts, audience: 'something' })}`,
    `Bearer ${await signed({ ...facts, keyId: 'k2' })}`,
    `Bearer ${await signed({ ...facts, algorithm: 'HS512' })}`,
    `Bearer ${await signed({ ...facts, expiresIn: -1 })}`,
    `Bearer ${await signed({ ...facts, personId: world.bob.id })}`,
    { token },
    [token],
    17,
  ];
  for (const [place, authorization] of bad.entries()) {
    expect([place, await (await socketOf(authorization)).close()]).toEqual([place, 4403]);
    if (typeof authorization === 'string' && authorization.startsWith('Bearer '))
      expect([place, (await request(authorization.slice(7), VIEWER)).status]).toEqual([place, 401]);
  }
});

test('the rules of the protocol are kept: sign-in first and once, no other protocol, no nonsense', async () => {
  const eager = await RawSocket.open();
  eager.ask('1', VIEWER);
  expect(await eager.close()).toBe(4401);
  const twice = await acknowledged(world.alice.token);
  twice.send({ type: 'connection_init' });
  expect(await twice.close()).toBe(4429);
  const nonsense = await acknowledged(world.alice.token);
  nonsense.send('not json');
  expect(await nonsense.close()).toBe(4400);
  const doubled = await acknowledged(world.alice.token);
  doubled.ask('1', LIVE);
  doubled.ask('1', LIVE);
  expect(await doubled.close()).toBe(4409);
  const silent = await RawSocket.open();
  expect(await silent.close(6_000)).toBe(4408);
}, 30_000);

test('a frame larger than 64 KiB closes the socket', async () => {
  const socket = await acknowledged(world.alice.token);
  socket.ask('1', VIEWER, { x: 'x'.repeat(70_000) });
  expect(await socket.close()).toBe(1009);
});

test('a bad document answers an error and leaves socket and other operations alone', async () => {
  const socket = await acknowledged(world.alice.token);
  socket.ask('live', LIVE);
  for (const [id, query] of Object.entries({
    syntax: '{',
    unknown: '{ nothing }',
    wrong: 'subscription { notificationReceived(after: "abc") { id } }',
  })) {
    socket.ask(id, query);
    const { payload } = await socket.next((message) => message.id === id && ['error', 'next'].includes(message.type));
    expect(JSON.stringify(payload)).toContain('BAD_USER_INPUT');
  }
  socket.ask('good', VIEWER);
  await socket.next(({ id, type }) => id === 'good' && type === 'next');
  expect(socket.closed).toBeNull();
});

test('a session that ends closes its sockets within two seconds, however it ends', async () => {
  const ways: ((person: TestPerson) => Promise<unknown>)[] = [
    (person) => person.get('mutation { signOut { signedOut } }'),
    (person) => sql('UPDATE session SET ended_at = UTC_TIMESTAMP(3) WHERE id = ?', [person.sessionId]),
    (person) => sql('UPDATE person SET active = 0 WHERE id = ?', [person.id]),
    (person) =>
      world.admin.get('mutation($input: PasswordSetInput!) { passwordSet(input: $input) { personId } }', {
        input: { personId: person.id, password: 'a new password' },
      }),
  ];
  for (const [place, end] of ways.entries()) {
    const person = await somebody();
    const sockets = [await acknowledged(person.token), await acknowledged(person.token)];
    sockets[0]!.ask('live', LIVE);
    const other = await acknowledged(world.alice.token);
    await end(person);
    const began = Date.now();
    for (const socket of sockets) expect([place, await socket.close(REVOKED_WITHIN_MS)]).toEqual([place, 4403]);
    expect(Date.now() - began).toBeLessThan(REVOKED_WITHIN_MS);
    expect(other.closed).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1_200 - (Date.now() - began))));
    expect([place, (await person.ask(VIEWER)).status]).toEqual([place, 401]);
  }
}, 40_000);

test('a token that runs out closes its socket', async () => {
  const { id: personId, sessionId } = world.alice;
  const socket = await acknowledged(await signed({ personId, sessionId, expiresIn: 2 }));
  expect(await socket.close(2_000 + REVOKED_WITHIN_MS)).toBe(4403);
});

test('sockets that close in the midst of their sign-in leave nothing behind', async () => {
  for (let round = 0; round < 20; round++) {
    const socket = await RawSocket.signedIn(`Bearer ${world.alice.token}`);
    socket.end();
  }
  const metrics = await (await fetch(`${testServer().api}/metrics`)).text();
  const other = await acknowledged(world.alice.token);
  other.ask('1', VIEWER);
  await other.next(({ type }) => type === 'next');
  expect(metrics).toContain('#');
});

test('an upgrade with an address that is none, or elsewhere, does no harm', async () => {
  const { hostname, port } = new URL(testServer().api);
  for (const path of ['//', '///', '/graphql/../x', '/elsewhere', 'http://[bad', '*', '/graphql%00']) {
    const answered = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () =>
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
        ),
      );
      let text = '';
      socket.on('data', (data) => (text += data.toString('utf8')));
      socket.on('close', () => resolve(text));
      socket.on('error', () => resolve(text));
      setTimeout(() => socket.destroy(), 1_500);
    });
    expect([path, answered.includes('101 Switching')]).toEqual([path, false]);
  }
  expect((await world.alice.ask(VIEWER)).status).toBe(200);
}, 30_000);
