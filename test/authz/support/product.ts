import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Connection, createConnection } from 'mysql2/promise';
import { connectionOptions } from '../../../src/kernel/database/connection-options.js';

/** Signs the tokens of the product under test. */
export const SECRET = 'only-for-tests-0123456789-abcdefghijklmnop';
const START_MS = 240_000;

interface Addresses {
  readonly api: string;
  readonly control: string;
}

/** The product under test: a server started from a build, on a database of its own. */
export class Product {
  private constructor(
    private readonly child: ChildProcess,
    readonly addresses: Addresses,
    readonly database: Connection,
    private readonly name: string,
  ) {}

  /** Starts the build in that folder on a new database of that server. */
  static async start(dist: string, serverUrl: string, name: string): Promise<Product> {
    const admin = await createConnection(connectionOptions(serverUrl));
    await admin.query(`DROP DATABASE IF EXISTS ${name}`);
    await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await admin.end();
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    const { child, addresses } = await startServer(dist, url.toString());
    return new Product(child, addresses, await createConnection(connectionOptions(url.toString())), name);
  }

  async sql<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    const [rows] = await this.database.query(text, params as unknown[]);
    return rows as T[];
  }

  /** Asks for something that is not part of the API (see serve.mjs). */
  async control<T>(action: string, argument: unknown = null): Promise<T> {
    const response = await fetch(this.addresses.control, {
      method: 'POST',
      headers: { connection: 'close' },
      body: JSON.stringify({ action, argument }),
    });
    const { result, error } = (await response.json()) as { result: T; error?: string };
    if (error) throw new Error(`${action}: ${error}`);
    return result;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.child.exitCode !== null) return resolve();
      this.child.once('exit', () => resolve());
      this.child.kill('SIGTERM');
      setTimeout(() => this.child.kill('SIGKILL'), 10_000).unref();
    });
    await this.sql(`DROP DATABASE IF EXISTS ${this.name}`);
    await this.database.end();
  }
}

function startServer(dist: string, url: string): Promise<{ child: ChildProcess; addresses: Addresses }> {
  const child = spawn(process.execPath, ['test/authz/support/serve.mjs'], {
    env: {
      PATH: process.env['PATH'],
      AUTHZ_DIST: dist,
      DATABASE_URL: url,
      SIGNING_SECRET: SECRET,
      // A trial asks in seconds what people ask in an hour.
      ROWS_PER_MINUTE: '1000000000',
      LOG_LEVEL: 'fatal',
      POOL_SIZE: '8',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The product under test did not start in time.')), START_MS);
    child.once('exit', (code) => reject(new Error(`The product under test ended with code ${code}.`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (!line.startsWith('READY ')) return void process.stderr.write(`${line}\n`);
      clearTimeout(timer);
      resolve({ child, addresses: JSON.parse(line.slice(6)) as Addresses });
    });
  });
}
