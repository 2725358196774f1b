import { killMutants } from '../mutants/kill-mutants.js';
import { checkTiming } from './check-timing.js';
import { idleExemptions } from '../coverage/crawl.js';
import { Product } from '../support/product.js';
import { drawWorld } from '../world/draw-world.js';
import { switchedOff } from '../world/read-features.js';
import type { World } from '../world/rows.js';
import { keepWorld, keptWorlds } from './fixtures.js';
import { type Options, readOptions } from './options.js';
import { runWorld } from './run-world.js';
import { openSuite, type Suite } from './suite.js';

/** With fewer worlds than these not every field, and not every argument of it, is met, and what is missing is only told. */
const WORLDS_FOR_ALL_FIELDS = 10;
const WORLDS_FOR_ALL_PATHS = 50;
const MOST_SHOWN = 5;
const TOLD_EVERY = 10;

interface Totals {
  worlds: number;
  rows: number;
  compared: number;
  pairs: number;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The whole run: kept worlds first, then drawn ones; true when everything held. */
async function run(options: Options): Promise<boolean> {
  const began = performance.now();
  const product = await Product.start(options.dist, databaseUrl(), `guanxi_authz_${process.pid}`);
  try {
    const suite = await openSuite(product);
    const off = switchedOff(suite.features);
    say(
      `authz: seed ${options.seed}, ${options.worlds} worlds. Not in the product yet: ${off.join(', ') || 'nothing'}.`,
    );
    const totals: Totals = { worlds: 0, rows: 0, compared: 0, pairs: 0 };
    for (const world of keptWorlds(suite.features)) await add(totals, suite, world);
    for (let i = 0; i < options.worlds; i++) {
      await add(totals, suite, drawWorld(options.seed + i, suite.features));
      if ((i + 1) % TOLD_EVERY === 0) say(accountOf(totals, suite, began));
    }
    return conclude(totals, suite, options, began);
  } finally {
    await product.stop();
  }
}

/** Each rule of the product switched off must be noticed. */
async function checkMutants({ dist, seed }: Options): Promise<boolean> {
  const kills = await killMutants(dist, databaseUrl(), seed, say);
  const killed = kills.filter(({ noticed }) => noticed !== null).length;
  say(`mutants: ${killed} of ${kills.length} killed`);
  return killed === kills.length;
}

function databaseUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is missing: run npm run test:authz.');
  return url;
}

async function add(totals: Totals, suite: Suite, world: World): Promise<void> {
  const before = suite.differences.length;
  // What the run changes in the world must not get into what is kept.
  const drawn = structuredClone(world);
  const { rows, compared, pairs } = await runWorld(suite, world);
  totals.worlds += 1;
  totals.rows += rows;
  totals.compared += compared;
  totals.pairs += pairs;
  const found = suite.differences.slice(before);
  if (found.length > 0) say(`world ${world.seed}: ${found.length} differences, kept in ${keepWorld(drawn, found)}`);
}

function accountOf({ worlds, rows, compared, pairs }: Totals, suite: Suite, began: number): string {
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  return (
    `${worlds} worlds with ${rows} rows: ${compared} comparisons, ${pairs} non-interference pairs, ` +
    `${suite.differences.length} differences, ${suite.coverage.covered} of ${suite.coverage.all.size} paths, ${seconds} s`
  );
}

function conclude(totals: Totals, suite: Suite, { worlds, seed }: Options, began: number): boolean {
  const { differences, coverage, schema } = suite;
  for (const one of differences.slice(0, MOST_SHOWN)) say(JSON.stringify(one, null, 1));
  const open = coverage.missing;
  if (open.length > 0) say(`Not met by these worlds: ${open.join(', ')}`);
  const idle = idleExemptions(schema);
  if (idle.length > 0) say(`Named as exempt, but not in the schema: ${idle.join(', ')}`);
  say(`Seconds a world: ${suite.times.perWorld(totals.worlds)}`);
  const share = ((100 * coverage.covered) / coverage.all.size).toFixed(1);
  say(`${accountOf(totals, suite, began)} (${share} %), seed ${seed}`);
  const fields = open.filter((path) => !path.includes('(') && !path.startsWith('report:'));
  const enough = (worlds < WORLDS_FOR_ALL_PATHS ? fields : open).length === 0 || worlds < WORLDS_FOR_ALL_FIELDS;
  return differences.length === 0 && idle.length === 0 && enough;
}

async function everything(asked: Options): Promise<boolean> {
  if (asked.timing) return checkTiming(asked.dist, databaseUrl(), asked.seed, say);
  const answered = await run(asked);
  return (!asked.mutants || (await checkMutants(asked))) && answered;
}

const options = readOptions(process.argv.slice(2));
const held = await everything(options);
say(held ? 'authz: everything held.' : 'authz: NOT everything held.');
process.exit(held ? 0 : 1);
