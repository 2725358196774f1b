import { randomInt } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { formatDatabaseUrl } from '../../scripts/lib/database-url.mjs';
import { initStatements } from '../../scripts/lib/embedded-database.mjs';
import { requireMariadb } from '../../scripts/lib/find-mariadb.mjs';
import {
  createDataFolder,
  launch,
  placesOf,
  removeFarSocketFolder,
  untilItAnswers,
} from '../../scripts/lib/mariadb-instance.mjs';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { tryPort } from '../../scripts/lib/ports.mjs';
import { endProcess, findByArgument, identityOf, livePid } from '../../scripts/lib/processes.mjs';
import { oneAtATime } from '../../scripts/lib/one-at-a-time.mjs';
import { timed } from '../../scripts/lib/say.mjs';
import { ServerProcess } from './server-process.mjs';

const PARENT = inRoot('.test-data');
const PREFIX = 'chaos-';
const OWNER = 'owner';
const ACCOUNT = { user: 'chaos', password: 'chaos', rootPassword: 'chaos', database: 'guanxi_chaos' };

/** The durability of production: what COMMIT confirmed must outlive a kill. */
const TUNING = ['--innodb-flush-log-at-trx-commit=1', '--innodb-buffer-pool-size=128M', '--max-connections=100'];

/** A private MariaDB and a copy of the built server in a folder of their own; both can be killed and started again. */
export class Ground {
  /** Where the journal and the logs lie. */
  home;
  /** The server under test. */
  server;
  #binaries;
  #places;
  #account;
  #database = null;

  constructor(binaries, home, account, serverPort) {
    this.#binaries = binaries;
    this.home = home;
    this.#places = placesOf(home);
    this.#account = account;
    this.server = new ServerProcess({
      main: mainOf(home),
      log: join(home, 'server.log'),
      port: serverPort,
      databaseUrl: this.databaseUrl,
      dataDir: join(home, 'data'),
    });
  }

  get databaseUrl() {
    return formatDatabaseUrl(this.#account);
  }

  get databasePid() {
    return this.#database.pid;
  }

  /** Address of a built file of the copy, for an import. */
  built(...parts) {
    return join(this.home, 'dist', ...parts);
  }

  async startDatabase(signal) {
    const options = { port: this.#account.port, tuning: TUNING, sql: initStatements(this.#account) };
    this.#database = launch(this.#binaries, this.#places, options);
    await untilItAnswers(this.#database, this.#places, this.#account, { signal, patienceMs: 60_000 });
  }

  /** A connection that may do everything, past the server. */
  async rootConnection() {
    const { createConnection } = await import('mysql2/promise');
    return createConnection({
      socketPath: this.#places.socket,
      user: 'root',
      password: this.#account.rootPassword,
      database: this.#account.database,
      supportBigNumbers: true,
      bigNumberStrings: true,
    });
  }

  /** kill -9; resolves when the process is gone. */
  async killDatabase() {
    await killed(this.#database);
  }

  /** Ends what runs and takes the folder away. */
  async close() {
    await this.server.kill();
    await sweepHome(this.home);
  }
}

/** Makes the folder, builds, copies the build and starts the database; the server is not started yet. Throws Problem. */
export async function openGround(signal) {
  mkdirSync(PARENT, { recursive: true });
  await sweepLeftovers();
  const home = mkdtempSync(join(PARENT, PREFIX));
  writeFileSync(join(home, OWNER), identityOf(process.pid) ?? '');
  try {
    const binaries = await requireMariadb(signal);
    await ensureBuild(signal);
    // Under the build's lock: somebody else's build must not change files under the copying hand.
    await oneAtATime('build', signal, async () => cpSync(inRoot('dist'), join(home, 'dist'), { recursive: true }));
    const account = { ...ACCOUNT, port: await lowPort() };
    const ground = new Ground(binaries, home, account, await lowPort());
    await timed('Database', async () => {
      await createDataFolder(binaries, placesOf(home), signal);
      await ground.startDatabase(signal);
      return `MariaDB ${binaries.version.join('.')} with innodb_flush_log_at_trx_commit=1`;
    });
    return ground;
  } catch (error) {
    await sweepHome(home);
    throw error;
  }
}

/**
 * A free port below those that the system gives to outgoing connections: a client that calls again and again at a closed port
 * of that range may be given that very port, connect to itself and keep the server from coming back.
 */
async function lowPort() {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if ((await tryPort(port)) === null) return port;
  }
}

function mainOf(home) {
  return join(home, 'dist', 'src', 'main.js');
}

/** Kills a child process of ours and waits for its end. */
export async function killed(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Removes what killed runs left: their processes, known by the folder they work in, and their folders. */
async function sweepLeftovers() {
  for (const name of readdirSync(PARENT).filter((entry) => entry.startsWith(PREFIX))) {
    const home = join(PARENT, name);
    const owner = join(home, OWNER);
    if (existsSync(owner) && !livePid(readFileSync(owner, 'utf8'))) await sweepHome(home);
  }
}

async function sweepHome(home) {
  const places = placesOf(home);
  const ours = [mainOf(home), `--datadir=${places.data}`, `--datadir=${places.setup}`];
  for (const argument of ours) for (const pid of findByArgument(argument)) await endProcess(pid, 0);
  removeFarSocketFolder(places);
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}
