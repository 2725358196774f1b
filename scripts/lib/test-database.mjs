import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeBytes } from './disk.mjs';
import { initStatements } from './embedded-database.mjs';
import { formatDatabaseUrl } from './database-url.mjs';
import { createDataFolder, launch, placesOf, untilItAnswers } from './mariadb-instance.mjs';
import { chooseLoopbackPort } from './ports.mjs';
import { endProcess, findByArgument, identityOf, livePid } from './processes.mjs';

const PREFIX = 'guanxi-test-';
const OWNER = 'owner';
const LEAST_MEMORY_BYTES = 1024 ** 3;

/** Fast and forgetful: the data of a test run need not outlive a crash. */
const TUNING = [
  '--innodb-flush-log-at-trx-commit=0',
  '--loose-innodb-doublewrite=OFF',
  '--loose-innodb-flush-method=nosync',
  '--innodb-buffer-pool-size=256M',
  '--max-connections=400',
];

/** A folder in memory when there is room for it, else the system's temporary folder. */
export function testHome(inMemory = '/dev/shm', temporary = tmpdir()) {
  try {
    accessSync(inMemory, constants.W_OK);
    return freeBytes(inMemory) > LEAST_MEMORY_BYTES ? inMemory : temporary;
  } catch {
    return temporary;
  }
}

/** Removes what killed test runs of this user left in a folder: their servers and their data. */
export async function sweepTestDatabases(parent) {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(PREFIX))) {
    const home = join(parent, name);
    const owner = join(home, OWNER);
    if (!existsSync(owner) || livePid(readFileSync(owner, 'utf8'))) continue;
    await remove(home);
  }
}

async function remove(home) {
  const { data, setup } = placesOf(home);
  for (const folder of [data, setup]) {
    // Nothing in it is wanted any more, so there is nothing to shut down cleanly.
    for (const pid of findByArgument(`--datadir=${folder}`)) await endProcess(pid, 0);
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Starts a MariaDB of its own for one test run. The answer: `url` of an account that may do everything, `where` it lies,
 * and `close`, which ends it and removes every trace. Throws Problem.
 */
export async function openTestDatabase(binaries, signal) {
  const parent = testHome();
  await sweepTestDatabases(parent).catch(() => {});
  const home = mkdtempSync(join(parent, PREFIX));
  writeFileSync(join(home, OWNER), identityOf(process.pid) ?? '');
  const places = placesOf(home);
  const account = { user: 'tester', password: 'tester', rootPassword: 'tester', database: 'guanxi_test' };
  try {
    await createDataFolder(binaries, places, signal);
    account.port = await chooseLoopbackPort();
    const child = launch(binaries, places, { port: account.port, tuning: TUNING, sql: initStatements(account, '*.*') });
    await untilItAnswers(child, places, account, { signal, patienceMs: 60_000 });
  } catch (error) {
    await remove(home);
    throw error;
  }
  return { url: formatDatabaseUrl(account), where: home, close: () => remove(home) };
}
