import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connection, createConnection } from 'mysql2/promise';
import { connectionOptions } from '../../../src/kernel/database/connection-options.js';
import type { SampleAccount } from '../../../src/setup/sample-account.js';
import { testServer } from '../../support/server.js';

const LOAD_MS = 280_000;
const dataDir = mkdtempSync(join(tmpdir(), 'guanxi-sample-'));
const databaseName = `guanxi_sample_${process.pid}`;
let connection: Connection;
let account: SampleAccount;
let outcome: { needed: boolean[]; seconds: number; scan: string };

async function rows<T>(text: string): Promise<T[]> {
  return (await connection.query(text))[0] as T[];
}

async function count(table: string): Promise<number> {
  const [row] = await rows<{ n: string }>(`SELECT COUNT(*) AS n FROM ${table}`);
  return Number(row?.n);
}

function load(databaseUrl: string): Promise<string> {
  const loader = ['--import', '@swc-node/register/esm-register', 'test/api/sample/load-company.ts'];
  const secret = 'only-for-tests-0123456789-abcdefghijklmnop';
  const env = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    SIGNING_SECRET: secret,
    LOG_LEVEL: 'error',
    NODE_OPTIONS: '',
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, loader, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(said.join('')) : reject(new Error(said.join('').slice(-2_000)))));
  });
}

beforeAll(async () => {
  const url = new URL(testServer().databaseUrl);
  connection = await createConnection(connectionOptions(url.toString()));
  await connection.query(`CREATE DATABASE ${databaseName} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  url.pathname = `/${databaseName}`;
  const said = await load(url.toString());
  outcome = JSON.parse(/^LOADED (.*)$/m.exec(said)?.[1] ?? 'null') as typeof outcome;
  await connection.query(`USE ${databaseName}`);
  account = JSON.parse(readFileSync(join(dataDir, 'sample-import.json'), 'utf8')) as SampleAccount;
}, LOAD_MS);

afterAll(async () => {
  await connection.query(`DROP DATABASE IF EXISTS ${databaseName}`);
  await connection.end();
  rmSync(dataDir, { recursive: true });
});

/** The published deals, read by a few lines of their own: no field of the file has a comma or a quote. */
function csv(file: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(join('samples', 'maven-crm', file), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])));
}

describe('the account of the load', () => {
  test('adds up: every row of every file was loaded or refused', () => {
    expect(account.files.map(({ file, rowsRead }) => [file, rowsRead])).toEqual([
      ['maven-crm/sales_teams.csv', 35],
      ['maven-crm/products.csv', 7],
      ['maven-crm/accounts.csv', 85],
      ['maven-crm/sales_pipeline.csv', 8800],
      ['cdnow/purchases.txt', 1885],
    ]);
    for (const { rowsRead, loaded, refused } of account.files) expect(rowsRead).toBe(loaded + refused);
    for (const { rowsRead, created, updated, unchanged, refused } of account.imports)
      expect([rowsRead, refused]).toEqual([created + updated + unchanged, 0]);
    const mapped = account.files.flatMap((file) => file.mapped);
    expect(mapped.map(({ from, to, rows: n }) => `${from} → ${to}: ${n}`)).toEqual([
      'technolgy → technology: 12',
      'Philipines → Philippines: 1',
      'Korea → South Korea: 1',
      'GTXPro → GTX Pro: 1480',
    ]);
  });

  test('tells what the database has', async () => {
    const { records } = account;
    expect(await count('department')).toBe(records['departments']);
    expect(await count('person')).toBe(records['people']);
    expect(await count('customer')).toBe(records['customers']);
    expect(await count('contact')).toBe(records['contacts']);
    expect(await count('opportunity')).toBe(records['opportunities']);
    expect(await count('interaction')).toBe(records['interactions']);
    expect(await count('service_case')).toBe(records['serviceCases']);
  });

  test('sums by stage equal those of the CSV', async () => {
    const prices = new Map(csv('products.csv').map((row) => [row['product'], Number(row['sales_price'])]));
    const expected: Record<string, { deals: number; amount: number }> = {};
    for (const deal of csv('sales_pipeline.csv')) {
      const sum = (expected[deal['deal_stage']!.toUpperCase()] ??= { deals: 0, amount: 0 });
      sum.deals += 1;
      const listPrice = prices.get(deal['product'] === 'GTXPro' ? 'GTX Pro' : deal['product'])!;
      sum.amount += deal['deal_stage'] === 'Won' ? Number(deal['close_value']) : listPrice;
    }
    const stored = await rows<{ stage: string; deals: string; amount: string; base: string }>(
      `SELECT stage_code AS stage, COUNT(*) AS deals, SUM(amount) AS amount, SUM(base_amount) AS base FROM opportunity
       WHERE external_key NOT LIKE 'generated-%' GROUP BY stage_code`,
    );
    const found = stored.map(({ stage, deals, amount }) => [stage, { deals: Number(deals), amount: Number(amount) }]);
    expect(Object.fromEntries(found)).toEqual(expected);
    for (const { amount, base } of stored) expect(Number(base)).toBeCloseTo(Number(amount) * 7.1, 1);
  });

  test('closing days are those of the CSV, shifted by whole weeks and ending within the last week', async () => {
    const days = new Map(
      csv('sales_pipeline.csv')
        .filter((deal) => deal['close_date'])
        .map((deal) => [deal['opportunity_id'], Date.parse(`${deal['close_date']} UTC`)]),
    );
    const stored = await rows<{ id: string; day: string; entered: string }>(
      `SELECT o.external_key AS id, o.closed_on AS day, e.entered_on AS entered FROM opportunity o
       JOIN stage_entry e ON e.opportunity_id = o.id AND e.stage_code = o.stage_code
       WHERE o.closed_on IS NOT NULL AND o.external_key NOT LIKE 'generated-%'`,
    );
    expect(stored).toHaveLength(days.size);
    expect(stored.every(({ day, entered }) => day === entered)).toBe(true);
    const shifts = new Set(stored.map(({ id, day }) => (Date.parse(day) - days.get(id)!) / 86_400_000));
    expect(shifts.size).toBe(1);
    expect([...shifts][0]! % 7).toBe(0);
    const last = Math.max(...stored.map(({ day }) => Date.parse(day)));
    expect((Date.parse(account.loadedAt) - last) / 86_400_000).toBeLessThan(8);
  });
});

describe('what the load leaves', () => {
  test('asked for again it changes nothing, and it is no longer needed', () => {
    expect(outcome.needed).toEqual([true, false]);
  });

  test('nobody was told of the past, and no event waits', async () => {
    const [events] = await rows<{ n: string }>('SELECT COUNT(*) AS n FROM outbox_event WHERE state <> 1');
    expect(Number(events?.n)).toBe(await count('churn_warning'));
    expect(await count('approval')).toBe(0);
    expect(await count('person_message')).toBe(0);
  });

  test('the history of every customer begins before its first deal', async () => {
    const late = await rows(
      `SELECT c.id FROM customer c JOIN stage_entry e ON e.entered_at < c.created_at
       JOIN opportunity o ON o.id = e.opportunity_id AND o.customer_id = c.id LIMIT 1`,
    );
    expect(late).toEqual([]);
  });

  test('demo accounts are for the owner of the folder alone, and only they have passwords', async () => {
    const file = join(dataDir, 'demo-accounts.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const accounts = JSON.parse(readFileSync(file, 'utf8')) as { login: string; role: string; password: string }[];
    const roles = accounts.map(({ role }) => role).sort();
    expect(roles).toEqual([
      ...['administrator', 'analyst', 'executive', 'sales', 'sales', 'sales'],
      ...['sales_manager', 'sales_manager', 'sales_manager', 'service_agent'],
    ]);
    expect(new Set(accounts.map(({ password }) => password)).size).toBe(accounts.length);
    expect(await count('credential')).toBe(accounts.length);
  });

  test('a churn scan warns of generated customers and of none of the 85 real ones, which buy to the end', async () => {
    const warned = await rows<{ real: string; n: string }>(
      `SELECT CASE WHEN c.external_key LIKE 'account-%' THEN 'real' ELSE 'generated' END AS \`real\`, COUNT(*) AS n
       FROM churn_warning w JOIN customer c ON c.id = w.customer_id GROUP BY 1`,
    );
    expect(warned.map(({ real }) => real)).toEqual(['generated']);
    expect(Number(warned[0]?.n)).toBeGreaterThan(0);
  });
});
