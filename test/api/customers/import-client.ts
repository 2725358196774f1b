import { expect } from '@jest/globals';
import { testServer } from '../../support/server.js';
import type { TestPerson } from '../../support/world.js';

/** The account of an import, as the API shows it. */
export interface Account {
  readonly id: string;
  readonly state: string;
  readonly dryRun: boolean;
  readonly rowsTotal: number | null;
  readonly rowsRead: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly mapped: number;
  readonly mappedValues: readonly { column: string; from: string; to: string; cells: number }[];
  readonly progress: number;
  readonly problems: readonly {
    rowNumber: number | null;
    column: string | null;
    value: string | null;
    code: string;
    message: string;
  }[];
  readonly errorFileUrl: string | null;
}

const FIELDS = `id state dryRun rowsTotal rowsRead created updated unchanged refused mapped
  mappedValues { column from to cells } progress problems { rowNumber column value code message } errorFileUrl`;
/** The mutation. */
export const START = `mutation($input: CustomerImportInput!) { customerImport(input: $input) {
  import { id state } userErrors { code path message } } }`;
/** The query. */
export const LOOK = `query($id: ID!) { customerImport(id: $id) { ${FIELDS} } }`;

/** Sends a file; token null: not signed in. */
export function post(token: string | null, body: string | Buffer, type = 'text/csv'): Promise<Response> {
  const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  return fetch(`${testServer().api}/uploads`, {
    method: 'POST',
    headers: { 'content-type': type, 'accept-language': 'en', ...authorization },
    body,
  });
}

/** Status and code of a refused upload; every refusal has the form of GraphQL errors. */
export async function refusalOf(answer: Promise<Response>): Promise<[number, string | undefined]> {
  const response = await answer;
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).not.toBe('');
  return [response.status, errors[0]?.extensions.code];
}

/** Uploads a file and answers its id. */
export async function upload(person: TestPerson, body: string | Buffer): Promise<string> {
  const response = await post(person.token, body);
  expect(response.status).toBe(201);
  return ((await response.json()) as { uploadId: string }).uploadId;
}

/** Payload of customerImport. */
export interface Started {
  readonly customerImport: {
    readonly import: { readonly id: string; readonly state: string } | null;
    readonly userErrors: readonly { code: string; path: string[] }[];
  };
}

/** Starts an import; the payload. */
export async function start(person: TestPerson, input: object): Promise<Started['customerImport']> {
  return (await person.get<Started>(START, { input })).customerImport;
}

/** Waits for the end of an import; its rows add up all the time. */
export async function finished(person: TestPerson, id: string): Promise<Account> {
  for (let look = 0; look < 400; look++) {
    const { customerImport } = await person.get<{ customerImport: Account }>(LOOK, { id });
    expect(customerImport.rowsRead).toBe(
      customerImport.created + customerImport.updated + customerImport.unchanged + customerImport.refused,
    );
    if (['DONE', 'REFUSED', 'FAILED'].includes(customerImport.state)) return customerImport;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`The import ${id} did not end.`);
}

/** Uploads, starts and waits. */
export async function run(person: TestPerson, text: string | Buffer, options: object = {}): Promise<Account> {
  const input = { uploadId: await upload(person, text), kind: 'CUSTOMERS', dryRun: false, ...options };
  const started = await start(person, input);
  expect(started.userErrors).toEqual([]);
  return finished(person, started.import!.id);
}

/** `row column CODE` of each problem. */
export const codes = ({ problems }: Account): string[] =>
  problems.map(({ rowNumber, column, code }) => `${rowNumber} ${column} ${code}`);
