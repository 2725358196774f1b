import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { formatDatabaseUrl } from '../../scripts/lib/database-url.mjs';
import { initStatements } from '../../scripts/lib/embedded-database.mjs';
import {
  createDataFolder,
  launch,
  placesOf,
  removeFarSocketFolder,
  untilItAnswers,
} from '../../scripts/lib/mariadb-instance.mjs';
import { chooseLoopbackPort } from '../../scripts/lib/ports.mjs';
import { endProcess, findByArgument } from '../../scripts/lib/processes.mjs';
import { testHome } from '../../scripts/lib/test-database.mjs';

const MEGABYTE = 1024 * 1024;
const STOP_GRACE_MS = 120_000;
const ACCOUNT = { user: 'bench', password: 'bench', rootPassword: 'bench', database: 'guanxi_bench' };

/** Megabytes of buffer pool: a quarter of the memory, 2 GB at the most. */
const BUFFER_POOL_MB = Math.min(2048, Math.floor(totalmem() / MEGABYTE / 4));

/** What is measured with: every commit is flushed, pages are written twice, as in production. */
const DURABLE = ['--innodb-flush-log-at-trx-commit=1', '--innodb-doublewrite=ON'];
/** What the data set is loaded with; a crash then means loading again. */
const LOADING = [
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=OFF',
  '--innodb-sort-buffer-size=67108864',
  `--innodb-read-io-threads=${Math.min(4, availableParallelism())}`,
];

/** What was set, in words for the output. */
export const DATABASE_SETTINGS = `flush_log_at_trx_commit=1, doublewrite on, buffer pool ${BUFFER_POOL_MB} MB, READ COMMITTED`;

/** A MariaDB of the bench alone. `folder` keeps it; null puts it into memory (or the temporary folder) and removes it at the end. */
export class BenchDatabase {
  #binaries;
  #account = { ...ACCOUNT };
  #child = null;

  constructor(binaries, folder) {
    this.#binaries = binaries;
    this.isKept = folder !== null;
    this.home = folder ?? mkdtempSync(join(testHome(), 'guanxi-bench-'));
    this.places = placesOf(this.home);
  }

  get url() {
    return formatDatabaseUrl(this.#account);
  }

  get pid() {
    return this.#child?.pid ?? null;
  }

  /** Whether nothing has been set up here yet. */
  get isNew() {
    return !existsSync(this.places.data);
  }

  /** Starts it, for loading or for measuring; it is set up first when it is new. Throws Problem. */
  async start(purpose, signal) {
    await this.stop();
    mkdirSync(this.home, { recursive: true, mode: 0o700 });
    if (this.isNew) await createDataFolder(this.#binaries, this.places, signal);
    this.#account.port = await chooseLoopbackPort(this.#account.port);
    const tuning = [
      ...(purpose === 'load' ? LOADING : DURABLE),
      `--innodb-buffer-pool-size=${BUFFER_POOL_MB}M`,
      '--loose-innodb-log-file-size=512M',
      '--max-connections=100',
    ];
    const sql = initStatements(this.#account, '*.*');
    this.#child = launch(this.#binaries, this.places, { port: this.#account.port, tuning, sql });
    await untilItAnswers(this.#child, this.places, this.#account, { signal });
  }

  /** A connection that speaks as the product's do; the caller ends it. */
  async connect() {
    const { createConnection } = await import('mysql2/promise');
    const connection = await createConnection({
      uri: this.url,
      charset: 'utf8mb4_bin',
      timezone: 'Z',
      supportBigNumbers: true,
      bigNumberStrings: true,
      dateStrings: ['DATE'],
    });
    await connection.query("SET SESSION time_zone='+00:00'");
    return connection;
  }

  /** Empties it, so that the next set-up starts from nothing. */
  async wipe() {
    const connection = await this.connect();
    await connection.query(`DROP DATABASE ${ACCOUNT.database}`);
    await connection.query(`CREATE DATABASE ${ACCOUNT.database} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await connection.end();
  }

  /** Ends the server, if it runs, cleanly. */
  async stop() {
    for (const pid of findByArgument(`--datadir=${this.places.data}`)) await endProcess(pid, STOP_GRACE_MS);
    this.#child = null;
  }

  /** Ends it for good; what is not kept is removed. */
  async close() {
    await this.stop();
    removeFarSocketFolder(this.places);
    if (!this.isKept) rmSync(this.home, { recursive: true, force: true, maxRetries: 3 });
  }
}
