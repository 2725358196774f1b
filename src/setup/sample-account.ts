import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportAccount } from '../modules/customers/index.js';
import { summariseReported, type FileAccount } from '../sample-company/file-account.js';
import type { SampleCompany } from '../sample-company/sample-company.js';

/** The account of a source file in short: rowsRead = loaded + refused. */
export interface FileSummary {
  readonly file: string;
  readonly rowsRead: number;
  readonly loaded: number;
  readonly refused: number;
  readonly mapped: readonly { column: string; from: string; to: string; why: string; rows: number }[];
  readonly reported: readonly { note: string; column: string; rows: number; loaded: boolean }[];
}

/** What became of everything that was loaded. */
export interface SampleAccount {
  readonly loadedAt: string;
  readonly seconds: number;
  readonly files: readonly FileSummary[];
  readonly imports: readonly ImportAccount[];
  /** Records by kind, marked as generated where the sources have none. */
  readonly records: Readonly<Record<string, number>>;
}

/** Where the account is kept. */
export const sampleAccountFile = (dataDir: string): string => join(dataDir, 'sample-import.json');

/** Puts the account together from what the reader of the files and the imports say. */
export function sampleAccountOf(
  company: SampleCompany,
  imports: readonly ImportAccount[],
  load: { readonly loadedAt: Date; readonly seconds: number },
): SampleAccount {
  const { departments, users, products, exchangeRates, customers, contacts, deals, interactions, serviceCases } =
    company;
  return {
    loadedAt: load.loadedAt.toISOString(),
    seconds: load.seconds,
    files: company.account.map(summaryOf),
    imports,
    records: {
      departments: departments.length,
      people: users.length,
      products: products.length,
      exchangeRates: exchangeRates.length,
      customers: customers.length,
      contacts: contacts.length,
      opportunities: deals.length,
      interactions: interactions.length,
      serviceCases: serviceCases.length,
    },
  };
}

/** Keeps the account for whoever wants to check it. */
export function keepSampleAccount(dataDir: string, account: SampleAccount): void {
  writeFileSync(sampleAccountFile(dataDir), `${JSON.stringify(account, null, 2)}\n`);
}

/** The account as a table for people. */
export function sampleAccountText(account: SampleAccount): string {
  const line = (name: string, ...cells: (string | number)[]): string =>
    `  ${name.padEnd(30)}${cells.map((cell) => String(cell).padStart(9)).join('')}`;
  const mappedRows = ({ mapped }: FileSummary): number => mapped.reduce((sum, { rows }) => sum + rows, 0);
  const reportedRows = ({ reported }: FileSummary): number => reported.reduce((sum, { rows }) => sum + rows, 0);
  const files = account.files.map((file) =>
    line(file.file, file.rowsRead, file.loaded, file.refused, mappedRows(file), reportedRows(file)),
  );
  const imports = account.imports.map(({ kind, rowsRead, created, updated, unchanged, refused, mapped, problems }) =>
    line(`import of ${kind.toLowerCase()}`, rowsRead, created + updated + unchanged, refused, mapped, problems.length),
  );
  const head = line('source', 'rows', 'loaded', 'refused', 'mapped', 'reported');
  return [`Sample company loaded in ${account.seconds.toFixed(1)} s 样例公司已载入`, head, ...files, ...imports].join(
    '\n',
  );
}

function summaryOf(account: FileAccount): FileSummary {
  const { file, rowsRead, loaded, refused } = account;
  const groups = new Map<string, { column: string; from: string; to: string; why: string; rows: number }>();
  for (const { column, from, to, why } of account.mapped) {
    const key = JSON.stringify([column, from, to]);
    const group = groups.get(key) ?? { column, from, to, why, rows: 0 };
    group.rows += 1;
    groups.set(key, group);
  }
  return { file, rowsRead, loaded, refused, mapped: [...groups.values()], reported: summariseReported(account) };
}
