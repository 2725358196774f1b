import { randomBytes } from 'node:crypto';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { requireMariadb } from '../../scripts/lib/find-mariadb.mjs';
import { ensurePackages } from '../../scripts/lib/packages.mjs';
import { say, seconds } from '../../scripts/lib/say.mjs';
import { generate } from '../data/dataset.mjs';
import { ASKERS } from '../data/organisation.mjs';
import { BenchDatabase, DATABASE_SETTINGS } from '../lib/bench-database.mjs';
import { ADMINISTRATOR, startProduct } from '../lib/ground.mjs';
import { signIn } from '../lib/targets.mjs';
import { readWholeNumbers } from '../lib/whole-numbers.mjs';
import { gatherFacts } from '../operations/facts.mjs';
import { ageData } from './age-data.mjs';
import { measurePast } from './measure-past.mjs';

const HELP = `npm run bench:past: the list page, the nested list, the 360° view and a report a year ago beside now, for somebody who sees a tenth and for somebody who sees everything.
按一年前的时刻查询列表、嵌套列表、360° 视图与报表，与当前查询对比。

  --customers 100000   how many customers the company has
  --versions 10        how many versions every record has`;

/** Makes a company with a past, in memory, and measures what asking it costs. Answers the exit code. */
export async function pastCommand(args, { signal }) {
  const options = readWholeNumbers(args, 'npm run bench:past', { customers: 100_000, versions: 10 }, 2);
  if (options === null) return say(HELP) ?? 0;
  await ensurePackages(signal);
  const database = new BenchDatabase(await requireMariadb(signal), null);
  try {
    await ensureBuild(signal);
    await fill(database, options, signal);
    await database.start('measure', signal);
    await measure(database, signal);
    return 0;
  } finally {
    await database.close();
  }
}

async function fill(database, { customers, versions }, signal) {
  await database.start('load', signal);
  const product = await startProduct({ database, secret: secret(), signal, preload: [] });
  await product.stop();
  const connection = await database.connect();
  try {
    await generate(connection, customers, signal);
    const began = performance.now();
    await ageData(connection, versions);
    say(
      `Data: ${customers} customers and what belongs to them, ${versions} versions of each (${seconds(performance.now() - began)})`,
    );
  } finally {
    connection.destroy();
  }
}

async function measure(database, signal) {
  const connection = await database.connect();
  const product = await startProduct({ database, secret: secret(), signal, preload: [] });
  const url = `http://127.0.0.1:${product.port}/graphql`;
  try {
    const facts = await gatherFacts(connection);
    say(
      `Database: ${DATABASE_SETTINGS}. Each figure: the middle of 40 requests one after the other, now and a year ago in turn.`,
    );
    for (const asker of ['manager', 'everything']) {
      const token = await signIn(product.port, ASKERS[asker], ADMINISTRATOR.password);
      say(`\n${asker === 'manager' ? 'sees a tenth' : 'sees everything'}`);
      for (const { name, now, then, ratio } of await measurePast({ url, token, facts }))
        say(
          `  ${name.padEnd(12)} now ${now.toFixed(1).padStart(7)} ms   a year ago ${then.toFixed(1).padStart(7)} ms   ${ratio.toFixed(2)} times`,
        );
    }
  } finally {
    connection.destroy();
    await product.stop();
  }
}

function secret() {
  return randomBytes(48).toString('base64url');
}
