import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER } from '../../scripts/lib/build.mjs';
import { filesUnder, fingerprint } from '../../scripts/lib/fingerprint.mjs';
import { inRoot, ROOT } from '../../scripts/lib/paths.mjs';
import { chooseLoopbackPort } from '../../scripts/lib/ports.mjs';
import { say, seconds } from '../../scripts/lib/say.mjs';
import { SERVER_FLAGS } from '../../scripts/lib/server-process.mjs';
import { generate } from '../data/dataset.mjs';
import { gatherFacts, scopesOf } from '../operations/facts.mjs';
import { ChildServer } from './child-server.mjs';
import { Load } from './load.mjs';
import { profileFile } from './profile-file.mjs';

/** Connections to the database, the product's default; the floor gets as many. */
const POOL_SIZE = 12;
/** One asker puts the questions of a thousand. */
const NO_BUDGET = '1000000000';
export const ADMINISTRATOR = { login: 'bench.admin', password: 'the password of the bench' };
/** Whatever the data set is made by; when one of it changes, it is made anew. */
const SHAPED_BY = [
  inRoot('bench', 'data'),
  inRoot('src', 'migrations'),
  inRoot('src', 'kernel', 'lists', 'search-text.ts'),
  inRoot('src', 'setup', 'standard-roles.ts'),
];

/**
 * Brings up what is measured: the database with its data set, the product's server, the floor and the load generator, each a
 * process of its own. The answer must be closed. Throws Problem.
 */
export async function openGround({ database, options, signal }) {
  const secret = randomBytes(48).toString('base64url');
  const running = [];
  const close = async () => {
    for (const one of running.splice(0).reverse()) await one();
  };
  try {
    const sizes = await ensureDataset({ database, options, secret, signal });
    await database.start('measure', signal);
    const connection = await database.connect();
    running.push(() => connection.destroy());
    const facts = await gatherFacts(connection);
    const preload = options.profile ? ['--import', join(inRoot('bench', 'lib'), 'profiler-hook.mjs')] : [];
    const product = await startProduct({ database, secret, signal, preload });
    running.push(() => product.stop());
    const floor = await startFloor({ database, facts, signal });
    running.push(() => floor.stop());
    const load = new Load();
    running.push(() => load.close());
    return {
      database,
      connection,
      product,
      floor,
      load,
      facts,
      sizes,
      password: ADMINISTRATOR.password,
      signal,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Uses the kept data set when it is what would be made now, else makes it. Answers how many rows there are. */
async function ensureDataset({ database, options, secret, signal }) {
  const stamp = join(database.home, 'data-set');
  const wanted = fingerprint(
    ROOT,
    SHAPED_BY.flatMap((path) => filesUnder(path)),
    String(options.customers),
  );
  const [known, sizes] = existsSync(stamp) ? readFileSync(stamp, 'utf8').split('\n') : [];
  if (known === wanted && !options.fresh && !database.isNew) {
    say(`Data: kept from before, ${options.customers} customers`);
    return JSON.parse(sizes);
  }
  const began = performance.now();
  rmSync(stamp, { force: true });
  const wasThere = !database.isNew;
  await database.start('load', signal);
  if (wasThere) await database.wipe();
  const product = await startProduct({ database, secret, signal, preload: [] });
  await product.stop();
  say(`Data: the product has set up an empty database (${seconds(performance.now() - began)})`);
  const connection = await database.connect();
  try {
    const made = await generate(connection, options.customers, signal);
    writeFileSync(stamp, `${wanted}\n${JSON.stringify(made)}\n`);
    return made;
  } finally {
    connection.destroy();
  }
}

export async function startProduct({ database, secret, signal, preload }) {
  const port = await chooseLoopbackPort();
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    SIGNING_SECRET: secret,
    HOST: '127.0.0.1',
    PORT: String(port),
    POOL_SIZE: String(POOL_SIZE),
    ROWS_PER_MINUTE: NO_BUDGET,
    LOG_LEVEL: 'info',
    DATA_DIR: database.home,
    ADMIN_LOGIN: ADMINISTRATOR.login,
    ADMIN_PASSWORD: ADMINISTRATOR.password,
    BENCH_PROFILE: profileFile(database.home),
  };
  delete env.EMBEDDED;
  const log = join(database.home, 'product.log');
  return ready(
    new ChildServer({ name: 'product', args: [...SERVER_FLAGS, ...preload, SERVER], env, port, log }),
    '/health/ready',
    signal,
  );
}

async function startFloor({ database, facts, signal }) {
  const port = await chooseLoopbackPort();
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    FLOOR_PORT: String(port),
    FLOOR_POOL: String(POOL_SIZE),
    FLOOR_SCOPES: JSON.stringify(scopesOf(facts)),
  };
  const args = [join(inRoot('bench', 'floor'), 'server.mjs')];
  return ready(new ChildServer({ name: 'floor', args, env, port, log: join(database.home, 'floor.log') }), '/', signal);
}

async function ready(server, path, signal) {
  try {
    await server.ready(path, signal);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
