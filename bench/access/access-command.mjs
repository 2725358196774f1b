import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { claimDataFolder, prepareDataFolder } from '../../scripts/lib/data-folder.mjs';
import { requireMariadb } from '../../scripts/lib/find-mariadb.mjs';
import { ensurePackages } from '../../scripts/lib/packages.mjs';
import { say, seconds } from '../../scripts/lib/say.mjs';
import { readSettings } from '../../scripts/lib/settings.mjs';
import { BulkLoader } from '../data/bulk-load.mjs';
import { CUSTOMER_COLUMNS, customerRows } from '../data/customer-rows.mjs';
import { productCode } from '../data/product-code.mjs';
import { BenchDatabase, DATABASE_SETTINGS } from '../lib/bench-database.mjs';
import { ADMINISTRATOR, startProduct } from '../lib/ground.mjs';
import { signIn } from '../lib/targets.mjs';
import { readWholeNumbers } from '../lib/whole-numbers.mjs';
import { ASKERS, GRANT_COLUMNS, grantRows, makeAskers } from './askers.mjs';
import { measureLists, planOf } from './measure-lists.mjs';

const HELP = `npm run bench:access: the customer list for askers who reach it by different ways, with statements, times and plans.
不同权限范围下客户列表的耗时、语句数与执行计划。

  --customers 1000000   how many customers the company has
  --page 1000           how far the list is paged by cursor`;

/** Makes a company with many customers, and measures what the read predicate costs each way. Answers the exit code. */
export async function accessCommand(args, env, stop) {
  const options = readWholeNumbers(args, 'npm run bench:access', { customers: 1_000_000, page: 1_000 }, 2);
  if (options === null) return say(HELP) ?? 0;
  const { signal } = stop;
  await ensurePackages(signal);
  const binaries = await requireMariadb(signal);
  const folder = join(readSettings({ ...env, DATABASE_URL: '' }, { needsSecret: false }).dataDir, 'bench-access');
  prepareDataFolder(folder);
  const claim = await claimDataFolder(folder, 'npm run bench:access', { alone: true, signal });
  const database = new BenchDatabase(binaries, folder);
  try {
    await ensureBuild(signal);
    await fill(database, options.customers, signal);
    await database.start('measure', signal);
    await measure(database, options, signal);
    return 0;
  } finally {
    await database.close();
    claim.release();
  }
}

async function fill(database, customers, signal) {
  const began = performance.now();
  const wasThere = !database.isNew;
  await database.start('load', signal);
  if (wasThere) await database.wipe();
  const product = await startProduct({ database, secret: secret(), signal, preload: [] });
  await product.stop();
  const connection = await database.connect();
  const loader = new BulkLoader(connection, signal);
  try {
    await connection.query('SET SESSION unique_checks=0, foreign_key_checks=0');
    const { ids, ownerOf } = await makeAskers(connection);
    const world = { ...(await productCode()), grams: { add: () => {} }, customers: [] };
    await loader.load('customer', CUSTOMER_COLUMNS, () => customerRows(world, customers, (_, index) => ownerOf(index)));
    await loader.load('record_grant', GRANT_COLUMNS, () => grantRows(world.customers, ids['access.shared']));
    await connection.query('ANALYZE TABLE customer, record_grant, person, department');
  } finally {
    loader.close();
    connection.destroy();
  }
  say(`Data: ${customers} customers, 30 % of them shared with one person (${seconds(performance.now() - began)})`);
}

async function measure(database, { page }, signal) {
  say(
    `Database: ${DATABASE_SETTINGS}. Each figure: the middle of 15 requests one after the other, the longest of them, statements a request.`,
  );
  const product = await startProduct({ database, secret: secret(), signal, preload: [] });
  const connection = await database.connect();
  const url = `http://127.0.0.1:${product.port}/graphql`;
  try {
    for (const { login, title } of ASKERS) {
      const token = await signIn(product.port, login, ADMINISTRATOR.password);
      const ground = { url, token, connection, page };
      const lists = await measureLists(ground);
      const plan = await planOf(ground, [{ field: 'NAME', direction: 'ASC' }]);
      say(`\n${title}`);
      for (const { what, ms, longestMs, statements, total } of lists)
        say(
          `  ${what.padEnd(28)} ${ms.toFixed(1).padStart(8)} ms  ${longestMs.toFixed(1).padStart(8)} ms  ${statements.toFixed(1)} statements${total === undefined ? '' : `  (${total})`}`,
        );
      for (const line of plan) say(`    ${line}`);
    }
  } finally {
    connection.destroy();
    await product.stop();
  }
}

function secret() {
  return randomBytes(48).toString('base64url');
}
