import type { Difference } from '../drivers/comparison.js';
import { killMutants } from '../mutants/kill-mutants.js';
import { checkTiming } from './check-timing.js';
import { idleExemptions } from '../coverage/crawl.js';
import { drawWorld } from '../world/draw-world.js';
import { switchedOff } from '../world/read-features.js';
import type { Features, World } from '../world/rows.js';
import { keepWorld, keptSeeds, keptWorld } from './fixtures.js';
import { type Options, readOptions } from './options.js';
import { runWorld } from './run-world.js';
import { inTurns, type Lanes, withLanes } from './lanes.js';
import type { Suite } from './suite.js';

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

/** The whole run; true when everything held. */
async function run(options: Options): Promise<boolean> {
  const began = performance.now();
  return withLanes({ dist: options.dist, serverUrl: databaseUrl(), name: 'guanxi_authz' }, async (lanes) => {
    const off = switchedOff(lanes[0].features);
    say(
      `authz: seed ${options.seed}, ${options.worlds} worlds. Not in the product yet: ${off.join(', ') || 'nothing'}.`,
    );
    const totals: Totals = { worlds: 0, rows: 0, compared: 0, pairs: 0 };
    await inTurns(lanes, worldsOf(options), async (lane, make) => {
      await add(totals, lane, make(lane.features));
      if (totals.worlds % TOLD_EVERY === 0) say(accountOf(totals, lanes, began));
    });
    return conclude(totals, lanes, options, began);
  });
}

type Make = (features: Features) => World;

/** Kept worlds first, then drawn ones; each lane takes the next, and makes it of what stands in its own database. */
function* worldsOf({ seed, worlds }: Options): Generator<Make> {
  for (const seed of keptSeeds()) yield (features) => keptWorld(seed, features);
  for (let i = 0; i < worlds; i++) yield (features) => drawWorld(seed + i, features);
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

function accountOf({ worlds, rows, compared, pairs }: Totals, lanes: Lanes, began: number): string {
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const { coverage } = lanes[0];
  return (
    `${worlds} worlds with ${rows} rows: ${compared} comparisons, ${pairs} non-interference pairs, ` +
    `${differencesOf(lanes).length} differences, ${coverage.covered} of ${coverage.all.size} paths, ${seconds} s`
  );
}

function differencesOf(lanes: Lanes): Difference[] {
  return lanes.flatMap(({ differences }) => differences);
}

function conclude(totals: Totals, lanes: Lanes, { worlds, seed }: Options, began: number): boolean {
  const { coverage, schema, times } = lanes[0];
  const differences = differencesOf(lanes);
  for (const one of differences.slice(0, MOST_SHOWN)) say(JSON.stringify(one, null, 1));
  const open = coverage.missing;
  if (open.length > 0) say(`Not met by these worlds: ${open.join(', ')}`);
  const idle = idleExemptions(schema);
  if (idle.length > 0) say(`Named as exempt, but not in the schema: ${idle.join(', ')}`);
  say(`Seconds a world: ${times.perWorld(totals.worlds)}`);
  const share = ((100 * coverage.covered) / coverage.all.size).toFixed(1);
  say(`${accountOf(totals, lanes, began)} (${share} %), seed ${seed}`);
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
