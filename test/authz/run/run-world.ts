import type { GraphQLSchema } from 'graphql';
import { Comparison } from '../drivers/comparison.js';
import { checkNonInterference } from '../drivers/non-interference.js';
import { readFigures } from '../drivers/read-figures.js';
import { readLists, readNodes } from '../drivers/read-lists.js';
import { readReports } from '../drivers/read-reports.js';
import type { Drawing } from '../drivers/draw-arguments.js';
import { WriteDriver } from '../drivers/writes.js';
import { Sight } from '../model/sight.js';
import { Oracle } from '../oracle/oracle.js';
import { Caller, tokenFor } from '../support/caller.js';
import { Chance } from '../support/chance.js';
import { insertWorld } from '../world/insert-world.js';
import { type Row, rowsOf, type World } from '../world/rows.js';
import type { Suite } from './suite.js';

const ASKERS = 5;
/** Askers of each world who are asked again after what they do not see has changed. */
const PAIRS = 2;

/** What one world came to. */
export interface WorldAccount {
  readonly compared: number;
  readonly rows: number;
  readonly pairs: number;
}

/** Writes the world into the product's database, and compares what its askers are told with the oracle. */
export async function runWorld(suite: Suite, world: World): Promise<WorldAccount> {
  await insertWorld(suite.product, world, suite.features);
  const oracle = new Oracle(world, new Date().toISOString());
  const chance = new Chance(world.seed ^ 0x5eed);
  const askers = askersOf(oracle, chance);
  let compared = 0;
  let pairs = 0;
  const comparisons: Comparison[] = [];
  for (const person of askers) {
    const comparison = await comparisonFor(suite, oracle, person);
    comparisons.push(comparison);
    const drawing: Drawing = { chance, world, schema: suite.schema as GraphQLSchema, coverage: suite.coverage };
    await readLists(comparison, drawing);
    await readNodes(comparison, drawing);
    await readFigures(comparison, drawing);
    await readReports(comparison, drawing, suite.catalogue);
    if (pairs < PAIRS && (await checkNonInterference(suite, comparison, chance)) > 0) pairs += 1;
  }
  await checkWrites(suite, oracle, askers, chance, comparisons);
  for (const comparison of comparisons) compared += comparison.compared;
  return { compared, pairs, rows: Object.values(world.rows).reduce((all, rows) => all + rows.length, 0) };
}

/** Mutations come last: they spend the world. */
async function checkWrites(
  suite: Suite,
  oracle: Oracle,
  askers: readonly Row[],
  chance: Chance,
  comparisons: Comparison[],
): Promise<void> {
  const fresh = await Promise.all(askers.map((person) => comparisonFor(suite, oracle, person)));
  comparisons.push(...fresh);
  const writes = new WriteDriver(suite, chance);
  await writes.refused(fresh);
  await writes.allowed(fresh);
}

/** Active people; those with roles first. */
function askersOf(oracle: Oracle, chance: Chance): Row[] {
  const active = chance.shuffled(rowsOf(oracle.world, 'Person').filter((person) => oracle.active(person)));
  const roles = (person: Row): number => Math.min(1, oracle.rolesOf(person).length);
  return active.sort((a, b) => roles(b) - roles(a)).slice(0, ASKERS);
}

/** The comparison of one asker with a session of their own. */
export async function comparisonFor(suite: Suite, oracle: Oracle, person: Row): Promise<Comparison> {
  const session = sessionOf(oracle.world, person);
  const caller = new Caller(suite.product, await tokenFor(person.id, session));
  const asked = { sight: new Sight(oracle, person), features: suite.features, schema: suite.schema };
  return new Comparison(asked, caller, suite.coverage, suite.differences);
}

function sessionOf(world: World, person: Row): string {
  return world.sessions.find((session) => session['person_id'] === person.id)!.id;
}
