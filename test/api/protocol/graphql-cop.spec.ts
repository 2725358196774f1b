import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, rowCounts, sql, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

async function send(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Reply> {
  const response = await fetch(`${testServer().api}${path}`, init);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** As graphql-cop asks: signed in, since whoever is not gets nothing at all. */
const post = (body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${world.alice.token}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const asStranger = (query: string): Promise<Reply> =>
  send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
const get = (query: string): Promise<Reply> =>
  send(`/graphql?query=${encodeURIComponent(query)}`, { headers: { authorization: `Bearer ${world.alice.token}` } });

const isRefused = ({ status, text }: Reply): boolean => status >= 400 && status < 500 && !text.includes('"data":{');

/** The 14 checks of graphql-cop; each answers whether the server is clean. */
const CHECKS: readonly [name: string, isClean: () => Promise<boolean>][] = [
  [
    'alias overloading',
    async () =>
      isRefused(await post({ query: `{ ${Array.from({ length: 101 }, (_, i) => `a${i}:__typename`).join(' ')} }` })),
  ],
  ['array-based batching', async () => isRefused(await post(Array(10).fill({ query: '{ __typename }' })))],
  [
    'circular fragment',
    async () => isRefused(await post({ query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' })),
  ],
  [
    'circular introspection',
    async () =>
      isRefused(
        await post({
          query: `{ __schema { ${'types { fields { type { '.repeat(6)}name${' } } }'.repeat(6)} } }`,
        }),
      ),
  ],
  ['directive overloading', async () => isRefused(await post({ query: `{ __typename ${'@aa'.repeat(10)} }` }))],
  ['field duplication', async () => isRefused(await post({ query: `{ ${'__typename '.repeat(500)} }` }))],
  [
    'field suggestions',
    async () => !(await asStranger('{ custome { id } viewe { id } }')).text.includes('Did you mean'),
  ],
  [
    'mutation by GET',
    async () => {
      const before = JSON.stringify(await rowCounts());
      const answer = await get('mutation { customerCreate(input: { name: "x" }) { customer { id } } }');
      return isRefused(answer) && before === JSON.stringify(await rowCounts());
    },
  ],
  ['query by GET without preflight', async () => isRefused(await get('{ __typename }'))],
  [
    'GraphiQL on the endpoint',
    async () => {
      const page = await send('/graphql', { headers: { accept: 'text/html' } });
      return page.status >= 400 && !/graphiql|playground|<html/i.test(page.text);
    },
  ],
  [
    'introspection',
    async () => {
      const { status, text } = await asStranger('query IntrospectionQuery { __schema { queryType { name } } }');
      return status === 401 && !text.includes('queryType');
    },
  ],
  [
    'POST by a form (CSRF)',
    async () =>
      isRefused(await post('query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' })),
  ],
  [
    'trace mode',
    async () => {
      const { text, headers } = await post({ query: '{ __typename }' }, { 'apollo-federation-include-trace': 'ftv1' });
      return !/tracing|ftv1/.test(text + JSON.stringify([...headers]));
    },
  ],
  [
    'unhandled errors',
    async () => {
      await sql('RENAME TABLE interaction TO interaction_gone');
      try {
        const { text } = await post({ query: '{ customers { nodes { interactions { nodes { id } } } } }' });
        const broken = await post({ query: 'query { \u0000 }' });
        return [text, broken.text].every((one) => !/stacktrace|exception|SELECT|\.js:|\.ts:|node_modules/.test(one));
      } finally {
        await sql('RENAME TABLE interaction_gone TO interaction');
      }
    },
  ],
];

let clean = 0;
test.each(CHECKS)('%s', async (_name, isClean) => {
  expect(await isClean()).toBe(true);
  clean += 1;
});

afterAll(async () => {
  process.stdout.write(`graphql-cop: ${clean} of ${CHECKS.length} checks clean\n`);
  await closeSql();
});
