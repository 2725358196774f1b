import type { Draw } from './draw.js';
import { drawPastTree } from './draw-past-tree.js';
import { FORMER } from './former-values.js';
import { KINDS } from './kinds.js';
import { BESIDES, FOR_EVER, recordVersions } from './past.js';
import { type Row, rowsOf, type Value, versionsOf } from './rows.js';

const WITH_PAST_PERCENT = 60;
/** What is deleted now was there before; and some that are there now were gone for a time. */
const GONE_FOR_A_TIME_PERCENT = 6;
const BEGAN_EARLIER_PERCENT = 60;
const WEEK_MS = 604_800_000;
const FIRST_MS = Date.UTC(2026, 0, 1);
const LAST_MS = Date.UTC(2026, 9, 15);

/** Gives records a past: versions with other owners, departments, parents and values, from 1 on, the last being what they are now. */
export function drawPast(draw: Draw): void {
  const { world } = draw;
  for (const [type, { tracked }] of Object.entries(KINDS))
    if (tracked) for (const row of rowsOf(world, type)) drawVersions(draw, type, row);
  drawPastTree(draw);
  for (const row of world.besides) drawVersions(draw, BESIDES, row);
  recordVersions(world);
}

function drawVersions(draw: Draw, type: string, row: Row): void {
  const deleted = row['deleted_at'] !== null;
  const wanted = deleted || draw.chance.percent(WITH_PAST_PERCENT);
  const starts = startsOf(draw, row, wanted ? draw.chance.between(1, 3) : 0);
  const last = starts.at(-1)!;
  // The record of now is the last version, word for word.
  Object.assign(row, { version: starts.length, updated_at: last, deleted_at: deleted ? last : null });
  const versions: Row[] = [{ ...row }];
  while (versions.length < starts.length) versions.unshift(before(draw, type, versions[0]!));
  const dated = versions.map((version, place) => ({
    ...version,
    version: place + 1,
    updated_at: starts[place]!,
    valid_from: starts[place]!,
    valid_to: starts[place + 1] ?? FOR_EVER,
  }));
  versionsOf(draw.world, type).push(...dated);
}

/** When each version began; imports know of records from before they were written down. */
function startsOf({ chance }: Draw, row: Row, changes: number): string[] {
  const created = Date.parse(String(row['created_at']));
  const weeks = Math.floor((created - FIRST_MS) / WEEK_MS);
  const began = chance.percent(BEGAN_EARLIER_PERCENT) ? FIRST_MS + chance.below(weeks + 1) * WEEK_MS : created;
  const starts = [began];
  while (starts.length <= changes) {
    const next = starts.at(-1)! + chance.between(1, 10) * WEEK_MS;
    if (next > LAST_MS) break;
    starts.push(next);
  }
  return starts.map((ms) => new Date(ms).toISOString());
}

/** What the record was before it became that. */
function before(draw: Draw, type: string, later: Row): Row {
  const { chance } = draw;
  const former = FORMER[type] ?? [];
  const changed = chance.some(former, chance.between(1, 4)).map((make) => make(draw, later));
  const gone = chance.percent(GONE_FOR_A_TIME_PERCENT) ? later['created_at']! : null;
  const values: Record<string, Value> = Object.assign({}, ...changed) as Record<string, Value>;
  return { ...later, ...values, deleted_at: gone };
}
