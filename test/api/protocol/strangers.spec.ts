import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSchema, isObjectType } from 'graphql';
import { request } from '../../support/client.js';
import { closeSql, control } from '../../support/server.js';
import { freshWorld } from '../../support/world.js';
import { RawSocket } from './raw-socket.js';

let sdl: string;
beforeAll(async () => {
  await freshWorld();
  sdl = await control<string>('schema');
});
afterAll(closeSql);

const SIGN_IN_FIRST = [{ message: 'Sign in first. 请先登录。', extensions: { code: 'UNAUTHENTICATED' } }];

/** Root fields by kind of operation, with whether they are open to everybody. */
function rootFields(): { operation: string; name: string; isOpen: boolean }[] {
  const schema = buildSchema(sdl);
  return ['Query', 'Mutation', 'Subscription'].flatMap((root) => {
    const type = schema.getType(root);
    if (!isObjectType(type)) throw new Error(`${root} is missing.`);
    return Object.values(type.getFields()).map(({ name, description }) => ({
      operation: root.toLowerCase(),
      name,
      isOpen: description?.includes('Requires: nothing (public)') ?? false,
    }));
  });
}

test('every closed root field answers exactly like one that does not exist', async () => {
  const fields = rootFields();
  const closed = fields.filter(({ isOpen }) => !isOpen);
  expect(closed.length).toBeGreaterThan(50);
  expect(fields.length - closed.length).toBeGreaterThan(1);
  for (const { operation, name } of closed)
    for (const source of [`${operation} { ${name} }`, `${operation} { ${name} { id } }`, `${operation} { ${name}x }`]) {
      const { status, errors } = await request(null, source);
      expect([source, status, errors]).toEqual([source, 401, SIGN_IN_FIRST]);
    }
}, 60_000);

test.each([
  ['types in fragments', '{ ... on Customer { id } }', '{ ... on Custmer { id } }'],
  ['fragments', '{ ...F } fragment F on Query { customers { totalCount } }', '{ ...F } fragment F on Query { x }'],
  ['input types', 'query($f: CustomerFilter) { a(f: $f) }', 'query($f: CustmerFilter) { a(f: $f) }'],
  ['arguments', '{ customers(first: 1) { totalCount } }', '{ customers(frst: 1) { totalCount } }'],
  ['directives', '{ viewer @skip(if: true) { id } }', '{ viewer @skp(if: true) { id } }'],
])('%s are told to nobody', async (_what, real, madeUp) => {
  const answers = [await request(null, real), await request(null, madeUp)];
  expect(answers.map(({ status, errors }) => [status, errors])).toEqual(Array(2).fill([401, SIGN_IN_FIRST]));
});

test('inside signing in, names of the rest are unknown like made-up ones', async () => {
  const inside = (more: string): string =>
    `mutation { signIn(input: { login: "a", password: "b" }) { userErrors { code ${more} } } }`;
  const told = async (name: string): Promise<string> =>
    JSON.stringify((await request(null, inside(`... on ${name} { id }`))).errors).replaceAll(name, 'X');
  expect(await told('Customer')).toBe(await told('Custmer'));
});

test('introspection is refused, the fields of signing in are explained, and it works', async () => {
  for (const source of ['{ __schema { types { name } } }', '{ __type(name: "Query") { name } }'])
    expect((await request(null, source)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  const misspelt = await request(null, 'mutation { signIn(input: { login: "a", passwrd: "b" }) { accessToken } }');
  expect(JSON.stringify(misspelt.errors)).toContain('passwrd');
  const tried = await request<{ signIn: { userErrors: { code: string }[] } }>(
    null,
    'mutation { signIn(input: { login: "nobody", password: "nothing at all" }) { userErrors { code } } }',
  );
  expect(tried.data?.signIn.userErrors[0]?.code).toBe('SIGN_IN_REFUSED');
  expect((await request(null, '{ __typename }')).data).toEqual({ __typename: 'Query' });
});

test('a socket says nothing at all before the sign-in', async () => {
  const socket = await RawSocket.open();
  socket.ask('1', '{ customers { totalCount } }');
  expect(await socket.close()).toBe(4401);
  expect(socket.received).toEqual([]);
});
