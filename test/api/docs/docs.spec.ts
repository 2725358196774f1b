import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, request, subscribe } from '../../support/client.js';
import { type DocQuery, docQueries, fillVariables, valueAt } from '../../support/doc-queries.js';
import { unlikeShown, writeAnswer } from '../../support/doc-answers.js';
import { closeSql, control } from '../../support/server.js';

interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly role: string;
}

const PAGES = ['docs/front-end.md', 'docs/manager.md', 'docs/analyst.md'];
const SIGN_IN = 'mutation($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }';
const LONGEST_LOAD_MS = 240_000;
const DAY_MS = 86_400_000;

const tokens = new Map<string, string | null>([['public', null]]);
const kept: Record<string, unknown> = {};

beforeAll(async () => {
  const accounts = await control<DemoAccount[]>('sampleCompany');
  const { seller, manager } = await pairOf(accounts);
  const analyst = accounts.find(({ role }) => role === 'analyst')!;
  for (const [role, account] of Object.entries({ sales: seller, manager, analyst }))
    tokens.set(role, await signIn(account));
  const { data } = await request<{ viewer: { person: { id: string } } }>(
    tokens.get('manager')!,
    '{ viewer { person { id } } }',
  );
  const today = new Date(Date.now() + 8 * 3_600_000);
  Object.assign(kept, {
    salesLogin: seller.login,
    salesPassword: seller.password,
    managerId: data!.viewer.person.id,
    today: today.toISOString().slice(0, 10),
    yearAgo: new Date(today.getTime() - 365 * DAY_MS).toISOString().slice(0, 10),
  });
}, LONGEST_LOAD_MS);
afterAll(closeSql);

async function signIn({ login, password }: DemoAccount): Promise<string> {
  const { data } = await request<{ signIn: { accessToken: string } }>(null, SIGN_IN, { input: { login, password } });
  return data!.signIn.accessToken;
}

/** A sales person and the manager who heads the same department. */
async function pairOf(accounts: readonly DemoAccount[]): Promise<{ seller: DemoAccount; manager: DemoAccount }> {
  for (const seller of accounts.filter(({ role }) => role === 'sales')) {
    const query = '{ viewer { person { department { head { login } } } } }';
    const { data } = await request<{ viewer: unknown }>(await signIn(seller), query);
    const login = valueAt(data, 'viewer.person.department.head.login');
    const manager = accounts.find((account) => account.login === login);
    if (manager) return { seller, manager };
  }
  throw new Error('No sales person has a demo manager as head.');
}

describe.each(PAGES)('%s', (page) => {
  test.each(docQueries(page).map((query): [number, DocQuery] => [query.line, query]))('line %d', async (_line, doc) => {
    const token = tokens.get(doc.role);
    expect(token).not.toBeUndefined();
    const variables = fillVariables(doc.variables, kept);
    if (doc.subscription) return expectLive(token!, doc, variables);
    const answer = await request(token!, doc.query, variables);
    await expectShown(doc, doc.refused ? { errors: answer.errors } : answer.data);
    if (doc.refused) {
      expect(answer.errors?.[0]?.extensions.code).toBe(doc.refused);
      return;
    }
    expect({ errors: answer.errors, userErrors: userErrorsOf(answer) }).toEqual({ errors: undefined, userErrors: [] });
    for (const [name, path] of Object.entries(doc.saves)) {
      kept[name] = valueAt(answer.data, path);
      expect([name, kept[name]]).not.toEqual([name, undefined]);
    }
  });
});

/** The page shows an answer of this shape; `WRITE_ANSWERS=1` puts today's into it. */
async function expectShown({ page, query, answer }: DocQuery, actual: unknown): Promise<void> {
  if (process.env['WRITE_ANSWERS']) return writeAnswer(page, query, actual);
  expect(answer).not.toBeNull();
  expect(unlikeShown(JSON.parse(answer!), actual)).toEqual([]);
}

/** A subscription of a page is accepted: it stays open without an error, whether or not an event comes. */
async function expectLive(token: string, doc: DocQuery, variables: Record<string, unknown>): Promise<void> {
  const live = subscribe(token, doc.query, variables);
  await live.next(700).catch(() => undefined);
  expect(live.error).toBeNull();
  await live.close();
}

function userErrorsOf({ data }: Answer<Record<string, unknown>>): unknown[] {
  return Object.values(data ?? {}).flatMap((field) => (field as { userErrors?: unknown[] } | null)?.userErrors ?? []);
}
