import { Chance } from '../support/chance.js';
import { KINDS } from './kinds.js';
import { type Row, rowsOf, versionsOf, type World } from './rows.js';

/** Where people belong besides their department is kept beside the record kinds, and has versions like them. */
export const BESIDES = 'Besides';
/** The end of what holds still. */
export const FOR_EVER = '9999-12-31T00:00:00.000Z';
const DAY_MS = 86_400_000;
/** Records begin in this year. */
const BASE_MS = Date.UTC(2026, 0, 1);

/** The row as its own and only version. */
export function onlyVersion(row: Row): Row {
  return { ...row, valid_from: row['created_at']!, valid_to: FOR_EVER };
}

/** Rows without a drawn past have held since they were made, in their first version. */
export function recordVersions(world: World): void {
  for (const row of [...world.grants, ...world.memberships]) row['version'] = 1;
  for (const [type, { tracked }] of Object.entries(KINDS)) if (tracked) complete(world, type, rowsOf(world, type));
  complete(world, BESIDES, world.besides);
}

function complete(world: World, type: string, rows: readonly Row[]): void {
  const versions = versionsOf(world, type);
  const known = new Set(versions.map(({ id }) => id));
  for (const row of rows.filter(({ id }) => !known.has(id))) {
    row['version'] = 1;
    versions.push(onlyVersion(row));
  }
}

/** The company as its records were at that moment: of each the version that held then, of logs what was in them. Rights are not among them. */
export function worldAt(world: World, at: string): World {
  const held = (type: string): Row[] =>
    versionsOf(world, type).filter((one) => String(one['valid_from']) <= at && String(one['valid_to']) > at);
  const tracked = Object.keys(KINDS).filter((type) => KINDS[type]!.tracked);
  const rows = Object.fromEntries(tracked.map((type) => [type, held(type)]));
  const logs = {
    ApprovalEntry: rowsOf(world, 'ApprovalEntry').filter((entry) => String(entry['created_at']) <= at),
    StageEntry: rowsOf(world, 'StageEntry')
      .filter((entry) => String(entry['entered_at']) <= at)
      .map((entry) => (String(entry['left_at']) > at ? { ...entry, left_at: null } : entry)),
  };
  return { ...world, rows: { ...world.rows, ...rows, ...logs }, besides: held(BESIDES) };
}

/** Moments at which a company is asked: on the edge of versions, a millisecond before it, late, and when little was there. */
export function askedMoments({ seed }: World): string[] {
  const chance = new Chance(seed ^ 0x9a57);
  const week = (from: number, to: number): number => BASE_MS + chance.between(from, to) * 7 * DAY_MS;
  const within = (from: number, to: number): number => week(from, to) + chance.below(7 * DAY_MS);
  return [within(30, 40), week(18, 39), week(24, 41) - 1, within(2, 26)].map((ms) => new Date(ms).toISOString());
}

/** The year in which the first record was. */
export function firstYear(world: World): number {
  const firsts = Object.values(world.versions).flatMap((versions) => versions.map((one) => String(one['valid_from'])));
  return Number(firsts.sort()[0]?.slice(0, 4));
}
