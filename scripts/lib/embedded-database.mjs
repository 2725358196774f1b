import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivately } from './data-folder.mjs';
import { formatDatabaseUrl } from './database-url.mjs';
import { endDatabase } from './end-database.mjs';
import { createDataFolder, launch, placesOf, removeFarSocketFolder, untilItAnswers } from './mariadb-instance.mjs';
import { chooseLoopbackPort } from './ports.mjs';
import { endProcess, findByArgument } from './processes.mjs';
import { say, sayLong, seconds, timed } from './say.mjs';

const DATABASE = 'guanxi';
/** A set-up that was cut off is done anew: nothing in it is worth waiting for. */
const SETUP_GRACE_MS = 3_000;
const TUNING = [
  '--innodb-flush-log-at-trx-commit=1',
  '--innodb-buffer-pool-size=256M',
  '--max-connections=200',
  '--loose-innodb-log-file-size=256M',
];

/** Reads or makes the accounts of the private database, kept in DATA_DIR/mariadb.json for the owner alone. */
export function accountsOf(dataDir) {
  const stored = storedAccounts(dataDir);
  if (stored?.password && stored?.rootPassword) return stored;
  const made = { user: DATABASE, password: newPassword(), rootPassword: newPassword(), database: DATABASE, port: 0 };
  storeAccounts(dataDir, made);
  return made;
}

function storedAccounts(dataDir) {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'mariadb.json'), 'utf8'));
  } catch {
    return null;
  }
}

function storeAccounts(dataDir, accounts) {
  writePrivately(join(dataDir, 'mariadb.json'), `${JSON.stringify(accounts, null, 2)}\n`);
}

function newPassword() {
  return randomBytes(24).toString('base64url');
}

/** Statements run at every start, before anybody can connect: they make what is missing and set the stored passwords. */
export function initStatements({ user, password, rootPassword, database }, privileges = `\`${database}\`.*`) {
  const accounts = ['127.0.0.1', 'localhost'].flatMap((host) => [
    `CREATE USER IF NOT EXISTS '${user}'@'${host}' IDENTIFIED BY '${password}'`,
    `ALTER USER '${user}'@'${host}' IDENTIFIED BY '${password}'`,
    `GRANT ALL PRIVILEGES ON ${privileges} TO '${user}'@'${host}'`,
  ]);
  return [
    `CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    ...accounts,
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${rootPassword}'`,
    "DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost')",
    'FLUSH PRIVILEGES',
  ];
}

/** Ends a database server that outlived the start command which ran it, cleanly where it lets itself be. */
export async function endOrphanedDatabase(dataDir) {
  const places = placesOf(dataDir);
  for (const pid of findByArgument(`--datadir=${places.setup}`)) await endProcess(pid, SETUP_GRACE_MS);
  for (const pid of findByArgument(`--datadir=${places.data}`)) {
    sayLong(`Database: one from an interrupted start is still running (process ${pid}), ending it …`);
    const began = performance.now();
    const byItself = await endDatabase(pid, places);
    say(`Database: the earlier one has ${byItself ? 'ended' : 'been killed'} (${seconds(performance.now() - began)})`);
  }
}

/**
 * Sets up the private database of the data folder if it is new, and starts it. The answer: its `url`, the `child` process,
 * `restart` for when it was lost (`settled` resolves after it), and `stop`, which tells whether it ended by itself. Throws Problem.
 */
export async function openEmbeddedDatabase({ dataDir, binaries, signal }) {
  const places = placesOf(dataDir);
  const accounts = accountsOf(dataDir);
  if (!existsSync(places.data)) {
    await timed('Database', async () => {
      await createDataFolder(binaries, places, signal);
      return `private MariaDB ${binaries.version.join('.')} set up in ${places.data}`;
    });
  }
  accounts.port = await chooseLoopbackPort(accounts.port);
  storeAccounts(dataDir, accounts);
  const database = { url: formatDatabaseUrl(accounts), child: null, settled: Promise.resolve() };
  const begin = async (stopSignal) => {
    database.child = launch(binaries, places, { port: accounts.port, tuning: TUNING, sql: initStatements(accounts) });
    const onSlow = () => sayLong('Database: still starting; after a crash it first replays its log …');
    try {
      await untilItAnswers(database.child, places, accounts, { signal: stopSignal, onSlow });
    } catch (error) {
      await database.stop();
      throw error;
    }
  };
  database.restart = (stopSignal) => {
    const begun = begin(stopSignal);
    database.settled = begun.catch(() => {});
    return begun;
  };
  database.stop = async () => {
    const byItself = database.child?.pid ? await endDatabase(database.child.pid, places) : true;
    removeFarSocketFolder(places);
    return byItself;
  };
  await timed('Database', async () => {
    await database.restart(signal);
    return `private MariaDB ready on 127.0.0.1:${accounts.port}`;
  });
  return database;
}

/** The running private database of the data folder as { url, stop }, or null when none runs; for commands beside a server. */
export async function joinEmbeddedDatabase(dataDir, signal) {
  const places = placesOf(dataDir);
  const pids = findByArgument(`--datadir=${places.data}`);
  if (pids.length === 0) return null;
  const accounts = accountsOf(dataDir);
  await untilItAnswers(null, places, accounts, { signal, patienceMs: 60_000 });
  const stop = async () => {
    let byItself = true;
    for (const pid of findByArgument(`--datadir=${places.data}`))
      byItself = (await endDatabase(pid, places)) && byItself;
    return byItself;
  };
  return { url: formatDatabaseUrl(accounts), stop };
}
