import { createConnection, type Connection } from 'mysql2/promise';
import { connectionOptions } from '../../src/kernel/database/connection-options.js';

interface Addresses {
  readonly api: string;
  readonly control: string;
  readonly databaseUrl: string;
}

/** The running server of this jest worker. */
export function testServer(): Addresses {
  const servers = JSON.parse(process.env['SERVERS'] ?? '[]') as Addresses[];
  const worker = Number(process.env['JEST_WORKER_ID'] ?? '1');
  const server = servers[(worker - 1) % Math.max(servers.length, 1)];
  if (!server) throw new Error('No test server runs: use the api project of jest.config.mjs.');
  return server;
}

/** Asks the server for something that is not part of its API (see test-server.ts). */
export async function control<T = unknown>(action: string, argument: unknown = null): Promise<T> {
  const response = await fetch(testServer().control, {
    method: 'POST',
    headers: { connection: 'close' },
    body: JSON.stringify({ action, argument }),
  });
  const { result, error } = (await response.json()) as { result: T; error?: string };
  if (error) throw new Error(`${action}: ${error}`);
  return result;
}

let connection: Connection | null = null;

/** Rows straight from the worker's database, to look at what the API wrote. */
export async function sql<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
  connection ??= await createConnection(connectionOptions(testServer().databaseUrl));
  const [rows] = await connection.query(text, params as unknown[]);
  return rows as T[];
}

/** Ends the spec file's own connection; call it in afterAll. */
export async function closeSql(): Promise<void> {
  await connection?.end();
  connection = null;
}

/** Number of rows of every table, to show that a refused call wrote nothing. */
export async function rowCounts(): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name",
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    if (BACKGROUND.has(name)) continue;
    const told = AUDIT.has(name) ? `WHERE ${AUDIT.get(name)!}` : '';
    const [row] = await sql<{ n: string }>(`SELECT COUNT(*) AS n FROM ${name} ${told}`);
    counts[name] = Number(row?.n ?? 0);
  }
  return counts;
}

/** Tables that change without anybody asking. */
const BACKGROUND = new Set([
  ...['lease', 'instance_number', 'job_run', 'calendar_day', 'event_receipt'],
  ...['audit_link', 'audit_head'],
]);

/** A refusal is kept in the audit and nowhere else. */
const AUDIT: ReadonlyMap<string, string> = new Map([
  ['audit_entry', "event NOT IN ('REFUSED', 'SIGN_IN_REFUSED')"],
  ['audit_value', "entry_id IN (SELECT id FROM audit_entry WHERE event NOT IN ('REFUSED', 'SIGN_IN_REFUSED'))"],
]);
