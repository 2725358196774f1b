import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An account that whoever tries the product may sign in with. */
export interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly role: string;
  readonly department: string;
}

const CONSONANTS = 'bdfghklmnprstvz';
const VOWELS = 'aeiou';

/** Where the accounts are written down, readable by the owner alone. */
export const demoAccountsFile = (dataDir: string): string => join(dataDir, 'demo-accounts.json');

/** The accounts that were written down; null when there are none. */
export function readDemoAccounts(dataDir: string): DemoAccount[] | null {
  const path = demoAccountsFile(dataDir);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DemoAccount[]) : null;
}

/** Writes the accounts down, whole or not at all. */
export function writeDemoAccounts(dataDir: string, accounts: readonly DemoAccount[]): void {
  const path = demoAccountsFile(dataDir);
  writeFileSync(`${path}.new`, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** A random password that can be read out and typed: about 50 bits, such as `kulore-mizaba-4821`. */
export function readablePassword(): string {
  return `${word()}-${word()}-${String(randomInt(10_000)).padStart(4, '0')}`;
}

function word(): string {
  const letter = (from: string): string => from[randomInt(from.length)]!;
  return Array.from({ length: 3 }, () => letter(CONSONANTS) + letter(VOWELS)).join('');
}
