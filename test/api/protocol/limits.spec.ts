import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { request, type TopError } from '../../support/client.js';
import { closeSql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { RawSocket } from './raw-socket.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const nested = (depth: number): string =>
  `{ customers(first: 1) { nodes { ${'parent { '.repeat(depth)}id${' }'.repeat(depth)} } } }`;
const INTROSPECTION = '{ __schema { types { name } } }';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const asOf = (count: number, day: (index: number) => number, alias = 'a', first = 1): string =>
  times(
    count,
    (index) =>
      `${alias}${index}: opportunities(first: ${first}, asOf: "2026-01-0${day(index) + 1}T00:00:00Z") { nodes { id } }`,
  );
const changes = (count: number): string =>
  times(
    count,
    (index) =>
      `a${index}: opportunityChanges(first: 1, from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z") { nodes { id } }`,
  );
const searches = (count: number, period: string): string =>
  times(count, (index) => `a${index}: search(text: "华"${period}) { hits(first: 1) { nodes { id } } }`);

/** Documents that the guard refuses for someone signed in, with the code that each gets. */
const REFUSED: Record<string, [string, string]> = {
  depth: [nested(12), 'QUERY_TOO_COMPLEX'],
  aliases: [
    `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: viewer { actions }`).join(' ')} }`,
    'QUERY_TOO_COMPLEX',
  ],
  tokens: [`{ viewer { ${'actions '.repeat(1_600)} } }`, 'QUERY_TOO_COMPLEX'],
  directives: [`{ viewer ${'@include(if: true) '.repeat(40)} { actions } }`, 'QUERY_TOO_COMPLEX'],
  operations: [
    Array.from({ length: 7 }, (_, index) => `query q${index} { viewer { actions } }`).join(' '),
    'QUERY_TOO_COMPLEX',
  ],
  cost: [
    '{ customers(first: 100) { nodes { contacts(first: 100) { nodes { name } } interactions(first: 100) { nodes { summary } } } } }',
    'QUERY_TOO_COMPLEX',
  ],
  moments: [`{ ${asOf(6, (index) => index)} }`, 'QUERY_TOO_COMPLEX'],
  'the past': [`{ ${asOf(26, () => 0, 'a', 100)} }`, 'QUERY_TOO_COMPLEX'],
  changes: [`{ ${changes(20)} }`, 'QUERY_TOO_COMPLEX'],
  search: [`{ ${searches(20, '')} }`, 'QUERY_TOO_COMPLEX'],
  'search of a period': [
    `{ ${searches(10, ', from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z"')} }`,
    'QUERY_TOO_COMPLEX',
  ],
  fragments: [`{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }`, 'BAD_USER_INPUT'],
  syntax: ['{ viewer { actions }', 'BAD_USER_INPUT'],
  unknown: ['{ viewer { nothing } }', 'BAD_USER_INPUT'],
};

const overHttp = async (token: string | null, query: string): Promise<TopError[]> => [
  ...((await request(token, query)).errors ?? []),
];

async function overSocket(socket: RawSocket, id: string, query: string): Promise<TopError[]> {
  socket.ask(id, query);
  const { payload, type } = await socket.next((message) => message.id === id && message.type !== 'complete');
  return type === 'error' ? (payload as TopError[]) : ((payload as { errors?: TopError[] }).errors ?? []);
}

test('each limit holds alike over HTTP and WebSocket, and a refused document leaves the socket open', async () => {
  const socket = await RawSocket.signedIn(`Bearer ${world.alice.token}`);
  await socket.next(({ type }) => type === 'connection_ack');
  for (const [name, [query, code]] of Object.entries(REFUSED)) {
    const [http, ws] = [await overHttp(world.alice.token, query), await overSocket(socket, name, query)];
    expect([name, http[0]?.extensions.code]).toEqual([name, code]);
    expect([name, ws.map(({ message, extensions }) => [message, extensions])]).toEqual([
      name,
      http.map(({ message, extensions }) => [message, extensions]),
    ]);
  }
  expect(await overSocket(socket, 'good', '{ viewer { actions } }')).toEqual([]);
  expect(socket.closed).toBeNull();
  socket.end();
});

test('who is not signed in learns no names: no introspection, no suggestions, no unknown fields', async () => {
  expect((await overHttp(null, INTROSPECTION))[0]?.extensions.code).toBe('UNAUTHENTICATED');
  const misspelt = JSON.stringify(await overHttp(null, '{ customer { nam } opportunitie { id } }'));
  expect(misspelt).not.toMatch(/Did you mean|customers|opportunities/);
  expect(await overHttp(world.alice.token, INTROSPECTION)).toEqual([]);
});

test('the changes of every list have their price', async () => {
  const { data } = await request<{ __type: { fields: { name: string }[] } }>(
    world.alice.token,
    '{ __type(name: "Query") { fields { name } } }',
  );
  const names = data!.__type.fields.map(({ name }) => name).filter((name) => name.endsWith('Changes'));
  expect(names.length).toBeGreaterThanOrEqual(10);
  for (const name of names) {
    const [error] = await overHttp(world.alice.token, `{ ${changes(20).replaceAll('opportunityChanges', name)} }`);
    expect([name, error?.extensions['measure']]).toEqual([name, 'cost']);
  }
});
