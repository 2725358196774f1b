import { randomBytes } from 'node:crypto';
import { CLI, ensureBuild } from '../../scripts/lib/build.mjs';
import { requireMariadb } from '../../scripts/lib/find-mariadb.mjs';
import { ensurePackages } from '../../scripts/lib/packages.mjs';
import { runCommand } from '../../scripts/lib/run-command.mjs';
import { say, seconds } from '../../scripts/lib/say.mjs';
import { generate } from '../data/dataset.mjs';
import { BenchDatabase } from '../lib/bench-database.mjs';
import { startProduct } from '../lib/ground.mjs';
import { readWholeNumbers } from '../lib/whole-numbers.mjs';
import { fillHistory, sizeOf } from './fill-history.mjs';

const HELP = `npm run bench:history: what a version takes in the history, indexes included, and how long history verify goes through it.
每个历史版本占用的空间（含索引），以及核对历史所需的时间。

  --records 20000   how many records each table has
  --versions 10     how many versions each record has`;

const TABLES = ['customer', 'contact', 'opportunity', 'interaction'];

/** Fills the history of four tables in a database in memory and tells what it takes. Answers the exit code. */
export async function historyCommand(args, { signal }) {
  const options = readWholeNumbers(args, 'npm run bench:history', { records: 20_000, versions: 10 }, 1);
  if (options === null) return say(HELP) ?? 0;
  await ensurePackages(signal);
  const database = new BenchDatabase(await requireMariadb(signal), null);
  try {
    await ensureBuild(signal);
    await setUp(database, options.records, signal);
    await fill(database, options);
    return await verify(database, signal);
  } finally {
    await database.close();
  }
}

async function setUp(database, records, signal) {
  await database.start('load', signal);
  const product = await startProduct({ database, secret: randomBytes(48).toString('base64url'), signal, preload: [] });
  await product.stop();
  const connection = await database.connect();
  try {
    await generate(connection, records, signal);
  } finally {
    connection.destroy();
  }
}

async function fill(database, { records, versions }) {
  const connection = await database.connect();
  try {
    for (const table of TABLES) {
      await fillHistory(connection, table, records, versions);
      const size = await sizeOf(connection, table);
      const each = (bytes) => String(Math.round(bytes / size.versions)).padStart(6);
      say(
        `${table.padEnd(12)} ${size.versions} versions, bytes each:${each(size.data)} row,${each(size.indexes)} indexes,${each(size.data + size.indexes)} together; file ${each(size.file)}`,
      );
    }
  } finally {
    connection.destroy();
  }
}

/** The command as it is run by hand; what it says of faults and what it says last is said, with the time. */
async function verify(database, signal) {
  const began = performance.now();
  const env = { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: 'error' };
  const { code, output } = await runCommand(process.execPath, [CLI, 'history', 'verify'], { env, signal });
  say(`history verify (${seconds(performance.now() - began)})`);
  for (const line of output.trim().split('\n')) if (!line.endsWith(', all whole')) say(`  ${line}`);
  return code;
}
