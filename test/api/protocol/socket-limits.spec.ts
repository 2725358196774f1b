import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql } from '../../support/server.js';
import { addPerson, freshWorld, type TestPerson, type World } from '../../support/world.js';
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

let made = 0;
const somebody = (): Promise<TestPerson> =>
  addPerson({
    login: `listener${++made}`,
    type: 'STAFF',
    departmentId: world.departments.north,
    roleId: world.roles['sales']!,
  });

async function socketOf(person: TestPerson): Promise<RawSocket> {
  const socket = await RawSocket.signedIn(`Bearer ${person.token}`);
  opened.push(socket);
  return socket;
}

async function acknowledged(person: TestPerson): Promise<RawSocket> {
  const socket = await socketOf(person);
  await socket.next(({ type }) => type === 'connection_ack');
  return socket;
}

test('a socket that sends faster than anybody may is closed, whatever it sends; others go on', async () => {
  const other = await acknowledged(world.bob);
  for (const message of [
    JSON.stringify({ type: 'ping' }),
    JSON.stringify({ type: 'complete', id: 'x' }),
    JSON.stringify({ type: 'subscribe', id: 'q', payload: { query: '{' } }),
  ]) {
    const socket = await acknowledged(await somebody());
    for (let sent = 0; sent < 3_000 && !socket.closed; sent += 1) socket.send(message.replace('"q"', `"q${sent}"`));
    expect([message, await socket.close(10_000)]).toEqual([message, 4429]);
  }
  other.ask('1', VIEWER);
  expect((await other.next(({ id }) => id === '1')).type).toBe('next');
}, 60_000);

test('the flood counts before the sign-in as well', async () => {
  const socket = await RawSocket.open();
  opened.push(socket);
  for (let sent = 0; sent < 2_000; sent += 1) socket.send({ type: 'ping' });
  expect(await socket.close()).toBe(4429);
});

test('one person has a limited number of subscriptions over all sockets; ended ones make room', async () => {
  const person = await somebody();
  const sockets = [await acknowledged(person), await acknowledged(person)];
  for (const [place, socket] of sockets.entries()) for (let n = 0; n < 120; n += 1) socket.ask(`${place}-${n}`, LIVE);
  for (const socket of sockets) {
    socket.ask('settled', VIEWER);
    await socket.next(({ id }) => id === 'settled', 20_000);
  }
  const refused = sockets.flatMap(({ received }) => received.filter(({ type }) => type === 'error'));
  expect(refused.length).toBeGreaterThanOrEqual(40 - 5);
  for (const { payload } of refused) expect(JSON.stringify(payload)).toContain('RATE_LIMITED');
  const over = await acknowledged(person);
  for (let n = 0; n < 120; n += 1) sockets[0]!.send({ type: 'complete', id: `0-${n}` });
  sockets[0]!.ask('again', VIEWER);
  await sockets[0]!.next(({ id }) => id === 'again');
  over.ask('room', LIVE);
  over.ask('after', VIEWER);
  await over.next(({ id }) => id === 'after');
  expect(over.received.filter(({ id }) => id === 'room')).toEqual([]);
  expect([...sockets, over].map(({ closed }) => closed)).toEqual([null, null, null]);
}, 60_000);

test('one person has a limited number of sockets; closed ones make room', async () => {
  const person = await somebody();
  const sockets = await Promise.all(Array.from({ length: 50 }, () => acknowledged(person)));
  const over = await socketOf(person);
  expect(await over.close()).toBe(4429);
  const others = await acknowledged(world.bob);
  expect(others.closed).toBeNull();
  sockets[0]!.end();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await acknowledged(person)).closed).toBeNull();
}, 60_000);

test('a client that reads nothing is cut off, and everybody else is answered meanwhile', async () => {
  const person = await somebody();
  for (let n = 0; n < 100; n += 1)
    await aCustomer()
      .ownedBy(person)
      .with({ name: `客户${n}`, address: '长'.repeat(290) })
      .save();
  const socket = await acknowledged(person);
  socket.socket.pause();
  const wide = '{ customers(first: 100) { nodes { id name address phone website industry tags owner { name } } } }';
  const began = Date.now();
  for (let n = 0; n < 200; n += 1) socket.ask(`w${n}`, wide);
  let slowest = 0;
  while (Date.now() - began < 4_000) {
    const asked = performance.now();
    await world.bob.get(VIEWER);
    slowest = Math.max(slowest, performance.now() - asked);
  }
  socket.socket.resume();
  expect(await socket.close(10_000)).toBe(1006);
  expect(socket.received.length).toBeLessThan(150);
  process.stdout.write(`slow reader: others answered within ${slowest.toFixed(0)} ms\n`);
}, 60_000);
