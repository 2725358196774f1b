import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { closeSql, control } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { aDeletion } from '../approvals/approval-steps.js';
import { closeCodeAfterUpgrade } from './raw-upgrade.js';
import { RawSocket } from './raw-socket.js';

let world: World;
const opened: RawSocket[] = [];
beforeAll(async () => {
  world = await freshWorld();
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.end();
});

const VIEWER = '{ viewer { actions } }';
const LIVE = 'subscription { notificationReceived { id } }';

async function fresh(): Promise<RawSocket> {
  const socket = await RawSocket.open();
  opened.push(socket);
  return socket;
}

const init = ({ token } = world.alice): unknown => ({
  type: 'connection_init',
  payload: { Authorization: `Bearer ${token}` },
});

async function acknowledged(person = world.alice): Promise<RawSocket> {
  const socket = await fresh();
  socket.send(init(person));
  await socket.next(({ type }) => type === 'connection_ack');
  return socket;
}

/** The code that a socket which has signed in is closed with after these messages. */
async function closedAfter(...messages: unknown[]): Promise<number> {
  const socket = await acknowledged();
  for (const message of messages) socket.send(message);
  return socket.close();
}

const subscribe = (id: unknown, payload: unknown): unknown => ({ type: 'subscribe', id, payload });

/** Whether the socket still answers. */
async function answers(socket: RawSocket): Promise<boolean> {
  socket.ask('still-there', VIEWER);
  return (await socket.next(({ id, type }) => id === 'still-there' && type === 'next')).payload !== undefined;
}

/** Each rule of graphql-transport-ws with what a client that keeps or breaks it gets. */
const RULES: readonly [rule: string, due: unknown, probe: () => Promise<unknown>][] = [
  ['another subprotocol: 4406', 4406, () => closeCodeAfterUpgrade('graphql-ws')],
  ['no subprotocol: 4406', 4406, () => closeCodeAfterUpgrade(null)],
  ['no sign-in in time: 4408', 4408, async () => (await fresh()).close(5_000)],
  ['sign-in is acknowledged', false, async () => (await acknowledged()).closed !== null],
  [
    'sign-in refused: 4403',
    4403,
    async () => {
      const socket = await fresh();
      socket.send({ type: 'connection_init', payload: { Authorization: 'Bearer nobody-knows-me' } });
      return socket.close();
    },
  ],
  ['a second sign-in: 4429', 4429, () => closedAfter(init())],
  [
    'a second sign-in before the first is answered: 4429',
    4429,
    async () => {
      const socket = await fresh();
      socket.send(init());
      socket.send(init());
      return socket.close();
    },
  ],
  [
    'an operation without sign-in: 4401',
    4401,
    async () => {
      const socket = await fresh();
      socket.ask('1', VIEWER);
      return socket.close();
    },
  ],
  [
    'an operation before the acknowledgement: 4401',
    4401,
    async () => {
      const socket = await fresh();
      socket.ask('1', VIEWER);
      return socket.close();
    },
  ],
  ['no JSON: 4400', 4400, () => closedAfter('{ not json')],
  ['no object: 4400', 4400, () => closedAfter('[]')],
  ['no type: 4400', 4400, () => closedAfter({ id: '1' })],
  ['an unknown type: 4400', 4400, () => closedAfter({ type: 'start', id: '1' })],
  ['a message of servers: 4400', 4400, () => closedAfter({ type: 'next', id: '1', payload: { data: {} } })],
  ['an operation without id: 4400', 4400, () => closedAfter(subscribe(undefined, { query: VIEWER }))],
  ['an operation with an empty id: 4400', 4400, () => closedAfter(subscribe('', { query: VIEWER }))],
  ['an operation without payload: 4400', 4400, () => closedAfter(subscribe('1', undefined))],
  ['an operation without query: 4400', 4400, () => closedAfter(subscribe('1', { variables: {} }))],
  ['variables that are none: 4400', 4400, () => closedAfter(subscribe('1', { query: VIEWER, variables: 7 }))],
  [
    'an id that is in use: 4409',
    4409,
    () => closedAfter(subscribe('1', { query: LIVE }), subscribe('1', { query: LIVE })),
  ],
  [
    'an id is free again after complete',
    true,
    async () => {
      const socket = await acknowledged();
      socket.ask('1', LIVE);
      socket.send({ type: 'complete', id: '1' });
      socket.ask('1', VIEWER);
      return (await socket.next(({ id, type }) => id === '1' && type === 'next')).payload !== undefined;
    },
  ],
  [
    'ping is answered with its payload, before the sign-in as well',
    { type: 'pong', payload: { n: 1 } },
    async () => {
      const socket = await fresh();
      socket.send({ type: 'ping', payload: { n: 1 } });
      return socket.next();
    },
  ],
  [
    'a pong that nobody asked for is ignored',
    true,
    async () => {
      const socket = await acknowledged();
      socket.send({ type: 'pong' });
      return answers(socket);
    },
  ],
  [
    'complete of an unknown id is ignored',
    true,
    async () => {
      const socket = await acknowledged();
      socket.send({ type: 'complete', id: 'nothing' });
      return answers(socket);
    },
  ],
  [
    'a query: one next, one complete',
    ['next', 'complete'],
    async () => {
      const socket = await acknowledged();
      socket.ask('1', VIEWER);
      await socket.next(({ type }) => type === 'complete').then((message) => socket.received.push(message));
      await answers(socket);
      return socket.received.filter(({ id }) => id === '1').map(({ type }) => type);
    },
  ],
  [
    'a bad document: one error, no complete, and the socket stays',
    ['error'],
    async () => {
      const socket = await acknowledged();
      socket.ask('1', '{ viewer {');
      await answers(socket);
      return socket.received.filter(({ id }) => id === '1').map(({ type }) => type);
    },
  ],
  [
    'after complete nothing comes under that id, and others go on',
    ['kept'],
    async () => {
      const socket = await acknowledged(world.nora);
      for (const id of ['ended', 'kept']) socket.ask(id, LIVE);
      await answers(socket);
      socket.send({ type: 'complete', id: 'ended' });
      await aDeletion(world.alice);
      await control('drain');
      const { id } = await socket.next((message) => message.type === 'next' && message.id !== 'still-there');
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [id, ...socket.received.filter((message) => message.id === 'ended').map((message) => message.id)];
    },
  ],
  [
    '200 interleaved operations are answered once each',
    [],
    async () => {
      const socket = await acknowledged();
      const ids = Array.from({ length: 200 }, (_, index) => `op-${index}`);
      for (const [place, id] of ids.entries()) socket.ask(id, place % 10 === 9 ? '{ viewer {' : VIEWER);
      const done: string[] = [];
      while (done.length < ids.length)
        done.push((await socket.next(({ type }) => type === 'complete' || type === 'error', 20_000)).id!);
      const nexts = socket.received.filter(({ type }) => type === 'next').map(({ id }) => id!);
      const due = ids.filter((_, place) => place % 10 !== 9);
      return [...ids.filter((id) => done.filter((one) => one === id).length !== 1), ...unlike(due, nexts)];
    },
  ],
];

const unlike = (due: string[], got: string[]): string[] => (due.join() === [...got].sort(byNumber).join() ? [] : got);
const byNumber = (left: string, right: string): number => Number(left.slice(3)) - Number(right.slice(3));

let kept = 0;
test.each(RULES)('%s', async (_rule, due, probe) => {
  expect(await probe()).toEqual(due);
  kept += 1;
});

afterAll(async () => {
  process.stdout.write(`graphql-transport-ws: ${kept} of ${RULES.length} rules\n`);
  await closeSql();
});
