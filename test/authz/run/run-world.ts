import { Comparison, FirstDifference } from '../drivers/comparison.js';
import { hearAll } from '../drivers/live.js';
import { checkNonInterference } from '../drivers/non-interference.js';
import { readAccess } from '../drivers/read-access.js';
import { readAccounts } from '../drivers/read-accounts.js';
import { readAudit } from '../drivers/read-audit.js';
import { readHistory } from '../drivers/read-history.js';
import { readFigures } from '../drivers/read-figures.js';
import { readLists, readNodes } from '../drivers/read-lists.js';
import { readRefusedMoments } from '../drivers/refused-moments.js';
import { readReports } from '../drivers/read-reports.js';
import type { Drawing } from '../drivers/draw-arguments.js';
import { checkRevocation } from '../drivers/revocation.js';
import { WriteDriver } from '../drivers/writes.js';
import { Sight } from '../model/sight.js';
import { Oracle } from '../oracle/oracle.js';
import { Caller, tokenFor } from '../support/caller.js';
import { Chance } from '../support/chance.js';
import { insertWorld } from '../world/insert-world.js';
import { askedMoments } from '../world/past.js';
import { type Row, rowsOf, type World } from '../world/rows.js';
import type { Suite } from './suite.js';

const ASKERS = 5;

/** What one world came to. */
export interface WorldAccount {
  readonly compared: number;
  readonly rows: number;
  readonly pairs: number;
}

/** What of a world is compared. */
export interface WorldOptions {
  /** How many askers are asked again after what they do not see has changed. */
  readonly pairs: number;
  readonly parts: readonly ('reads' | 'rights' | 'writes')[];
  /** Whether the history must be whole in the end; what is changed past the product for pairs leaves it otherwise. */
  readonly whole?: boolean;
  /** Ends the world at the first difference. */
  readonly stopAtFirst?: boolean;
}

/** Rights change in one of so many worlds, since following them takes seconds. */
const RIGHTS_CHANGE_EVERY = 8;
/** In as many others nothing is changed past the product, and `history verify` finds nothing wrong when everything was written. */
const WHOLE_REMAINDER = 4;

function everythingOf({ seed }: World): WorldOptions {
  const turn = seed % RIGHTS_CHANGE_EVERY;
  const parts = turn === 0 ? (['reads', 'rights', 'writes'] as const) : (['reads', 'writes'] as const);
  return turn === WHOLE_REMAINDER ? { pairs: 0, parts, whole: true } : { pairs: 2, parts };
}

/** Writes the world into the product's database, and compares what its askers are told with the oracle. */
export async function runWorld(suite: Suite, world: World, options = everythingOf(world)): Promise<WorldAccount> {
  await suite.times.of('insert', () => insertWorld(suite.product, world, suite.features));
  const oracle = new Oracle(world, new Date().toISOString());
  const chance = new Chance(world.seed ^ 0x5eed);
  const askers = askersOf(oracle, chance);
  const comparisons: Comparison[] = [];
  const asked = (person: Row): Promise<Comparison> =>
    comparisonFor(suite, oracle, person, options.stopAtFirst ?? false).then((one) => {
      comparisons.push(one);
      return one;
    });
  let pairs = 0;
  try {
    await checkDisabled(suite, oracle);
    if (options.parts.includes('reads'))
      pairs = await checkReads({ suite, oracle, chance }, askers, asked, options.pairs);
    if (options.parts.includes('rights'))
      await suite.times.of('rights', () => checkRevocation(suite, oracle, chance.shuffled(askers), asked, chance));
    const left = askers.filter((person) => oracle.active(person));
    if (options.parts.includes('writes')) await checkWrites(suite, await Promise.all(left.map(asked)), chance);
    if (options.whole) await suite.times.of('history verify', () => checkHistory(suite, asked(askers[0]!)));
  } catch (error) {
    if (!(error instanceof FirstDifference)) throw error;
  }
  const rows = Object.values(world.rows).reduce((all, one) => all + one.length, 0);
  return { compared: comparisons.reduce((all, one) => all + one.compared, 0), pairs, rows };
}

interface Ground {
  readonly suite: Suite;
  readonly oracle: Oracle;
  readonly chance: Chance;
}

type Read = (comparison: Comparison, drawing: Drawing, suite: Suite) => Promise<void>;

const READS: readonly (readonly [part: string, read: Read])[] = [
  ['lists', readLists],
  ['single records', readNodes],
  ['refused moments', readRefusedMoments],
  ['figures', readFigures],
  ['history', readHistory],
  ['reports', (comparison, drawing, { catalogue }) => readReports(comparison, drawing, catalogue)],
  ['access', readAccess],
  ['audit', readAudit],
  ['accounts', readAccounts],
];

/** All results; when one fails, only after the others have come to their end, so that nobody asks any more. */
async function allOf<T>(running: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(running);
  return Promise.all(running);
}

/** Most ask at once; the last alone, since what was changed for the first one's pair of worlds is seen by others. */
async function checkReads(
  { suite, oracle, chance }: Ground,
  askers: readonly Row[],
  asked: (person: Row) => Promise<Comparison>,
  wanted: number,
): Promise<number> {
  const { schema, coverage, times } = suite;
  const drawing = { chance, world: oracle.world, schema, coverage, moments: askedMoments(oracle.world) };
  const readAll = async (person: Row, place: number): Promise<Comparison> => {
    const comparison = await asked(person);
    const own = { ...drawing, chance: new Chance(oracle.world.seed * ASKERS + place), asked: comparison.asked };
    for (const [part, read] of READS) await times.of(part, () => read(comparison, own, suite));
    return comparison;
  };
  const again = (one: Comparison): Promise<number> =>
    times.of('non-interference', () => checkNonInterference(suite, one, chance));
  const together = wanted > 1 ? askers.slice(0, -1) : askers;
  const [first] = await times.of('reads', () => allOf(together.map(readAll)));
  let pairs = first && wanted > 0 ? await again(first) : 0;
  for (const person of askers.slice(together.length)) pairs += await again(await readAll(person, together.length));
  // Last, because what it tells stays in the askers' streams.
  const hearing = await Promise.all(askers.map(asked));
  const [anybody] = hearing;
  if (anybody) await times.of('live', () => hearAll(suite, hearing, { ...drawing, asked: anybody.asked }));
  return pairs;
}

/** Whoever is disabled or deleted is nobody. */
async function checkDisabled(suite: Suite, oracle: Oracle): Promise<void> {
  const gone = rowsOf(oracle.world, 'Person').find((person) => !oracle.active(person));
  if (!gone) return;
  const comparison = await comparisonFor(suite, oracle, gone, false);
  const document = '{ viewer { actions } }';
  const code = Caller.codeOf(await comparison.caller.ask(document));
  comparison.check('disabled', { document, variables: {} }, 'UNAUTHENTICATED', code);
}

/** Mutations come last: they spend the world. */
async function checkWrites(suite: Suite, comparisons: readonly Comparison[], chance: Chance): Promise<void> {
  const writes = new WriteDriver(suite, chance);
  await suite.times.of('refused writes', () => writes.refused(comparisons));
  await suite.times.of('allowed writes', () => writes.allowed(comparisons));
}

/** Whatever was written in this company, no version is missing, overlaps another or says another thing than its record. */
async function checkHistory({ product }: Suite, asker: Promise<Comparison>): Promise<void> {
  const faults = await product.control<string[]>('historyFaults');
  (await asker).check('history is whole', { document: 'history verify', variables: {} }, [], faults);
}

/** Active people: those around whom something was drawn, then others, those with roles first. */
function askersOf(oracle: Oracle, chance: Chance): Row[] {
  const active = chance.shuffled(rowsOf(oracle.world, 'Person').filter((person) => oracle.active(person)));
  const { asking } = oracle.world;
  const drawn = (person: Row): number =>
    asking.includes(person.id) ? 1 + asking.length - asking.indexOf(person.id) : 0;
  const roles = (person: Row): number => drawn(person) || Math.min(1, oracle.rolesOf(person).length);
  return active.sort((a, b) => roles(b) - roles(a)).slice(0, ASKERS);
}

/** The comparison of one asker with a session of their own. */
export async function comparisonFor(
  suite: Suite,
  oracle: Oracle,
  person: Row,
  stopAtFirst: boolean,
): Promise<Comparison> {
  const session = sessionOf(oracle.world, person);
  const caller = new Caller(suite.product, await tokenFor(person.id, session));
  const { features, schema } = suite;
  const asked = { sight: new Sight(oracle, person), features, schema, session };
  return new Comparison(asked, caller, suite.coverage, { found: suite.differences, stopAtFirst });
}

function sessionOf(world: World, person: Row): string {
  return world.sessions.find((session) => session['person_id'] === person.id)!.id;
}
