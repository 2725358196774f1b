import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, request, subscribe } from '../../support/client.js';
import { type DocQuery, docQueries, fillVariables, valueAt } from '../../support/doc-queries.js';
import { unlikeShown, writeAnswer } from '../../support/doc-answers.js';
import { closeSql, control, testServer } from '../../support/server.js';

interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly role: string;
}

const IMPORT_PAGE = 'docs/front-end.md';
const PAGES = [IMPORT_PAGE, 'docs/manager.md', 'docs/analyst.md', 'docs/administrator.md'];
const SIGN_IN = 'mutation($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }';
const LONGEST_LOAD_MS = 240_000;
const DAY_MS = 86_400_000;
/** Rights that were looked up are trusted for a second. */
const RIGHTS_COUNT_MS = 1_100;
const CHANGES_RIGHTS = /\b(personUpdate|roleUpdate|deputyCreate|deputyEnd)\(/;

const tokens = new Map<string, string | null>([['public', null]]);
const kept: Record<string, unknown> = {};

beforeAll(async () => {
  const accounts = await control<DemoAccount[]>('sampleCompany');
  const { seller, manager } = await pairOf(accounts);
  const analyst = accounts.find(({ role }) => role === 'analyst')!;
  const administrator = accounts.find(({ role }) => role === 'administrator')!;
  for (const [role, account] of Object.entries({ sales: seller, manager, analyst, administrator }))
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
    nextWeek: new Date(today.getTime() + 7 * DAY_MS).toISOString(),
    yesterday: new Date(Date.now() - DAY_MS).toISOString(),
    weekAgo: new Date(Date.now() - 7 * DAY_MS).toISOString(),
    monthAgo: new Date(Date.now() - 30 * DAY_MS).toISOString(),
    quarterAgo: new Date(Date.now() - 91 * DAY_MS).toISOString(),
    yearAgo: new Date(today.getTime() - 365 * DAY_MS).toISOString().slice(0, 10),
    uploadId: await uploadSample(),
  });
  await importSample();
}, LONGEST_LOAD_MS);
afterAll(closeSql);

async function signIn({ login, password }: DemoAccount): Promise<string> {
  const { data } = await request<{ signIn: { accessToken: string } }>(null, SIGN_IN, { input: { login, password } });
  return data!.signIn.accessToken;
}

/** Sends the file that the page shows. */
async function uploadSample(): Promise<string> {
  const [, text = ''] = /```csv\n([\s\S]*?)```/.exec(readFileSync(IMPORT_PAGE, 'utf8')) ?? [];
  const headers = { authorization: `Bearer ${tokens.get('manager')}`, 'content-type': 'text/csv' };
  const response = await fetch(`${testServer().api}/uploads`, { method: 'POST', headers, body: text });
  expect(response.status).toBe(201);
  return ((await response.json()) as { uploadId: string }).uploadId;
}

/** Works the page's import to its end beforehand: with its key the page then meets the same one, and its account has all rows. */
async function importSample(): Promise<void> {
  const token = tokens.get('manager')!;
  const doc = docQueries(IMPORT_PAGE).find(({ saves }) => 'importId' in saves)!;
  const { data } = await request(token, doc.query, fillVariables(doc.variables, kept));
  const id = valueAt(data, doc.saves['importId']!);
  for (let state: unknown = null; state !== 'DONE';) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const answer = await request(token, 'query($id: ID!) { customerImport(id: $id) { state } }', { id });
    state = valueAt(answer.data, 'customerImport.state');
  }
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
    if (CHANGES_RIGHTS.test(doc.query)) await new Promise((resolve) => setTimeout(resolve, RIGHTS_COUNT_MS));
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
