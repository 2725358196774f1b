import type { Draw } from './draw.js';
import { FOR_EVER } from './past.js';
import { type Row, rowsOf, versionsOf } from './rows.js';

const MOST_MOVES = 2;
const WEEK_MS = 604_800_000;
const FIRST_MS = Date.UTC(2026, 0, 1);
const FIRST = new Date(FIRST_MS).toISOString();

/** The tree of departments until a moment. */
interface Tree {
  readonly until: string;
  readonly parents: ReadonlyMap<string, string | null>;
}

/** Gives the tree of departments a past: at most two stood elsewhere before, each with all below it, and at every moment it was one tree. */
export function drawPastTree(draw: Draw): void {
  const trees = treesOf(draw);
  const everAbove = new Set(trees.flatMap(({ parents }) => [...parents.values()]));
  const versions = versionsOf(draw.world, 'Department');
  for (const row of rowsOf(draw.world, 'Department')) {
    const own = versions.filter(({ id }) => id === row.id);
    // Whatever others stand below was there before them.
    if (everAbove.has(row.id)) own[0]!['valid_from'] = own[0]!['updated_at'] = FIRST;
    const placed = trees.flatMap((tree, place) => within(own, trees[place - 1]?.until ?? FIRST, tree));
    const told: Row[] = joined(placed).map((version, place) => ({ ...version, version: place + 1 }));
    versions.splice(versions.indexOf(own[0]!), own.length, ...told);
    for (const column of ['version', 'updated_at', 'parent_id', 'path']) row[column] = told.at(-1)![column]!;
  }
}

/** From the first to that of now. */
function treesOf({ chance, world }: Draw): Tree[] {
  const rows = rowsOf(world, 'Department');
  const there = rows.filter((row) => row['deleted_at'] === null);
  const now = new Map(rows.map(({ id, parent_id: parent }) => [id, parent as string | null]));
  const trees: Tree[] = [{ until: FOR_EVER, parents: now }];
  const weeks = chance.some([...Array(40).keys()], MOST_MOVES).sort((a, b) => b - a);
  for (const week of weeks) {
    const parents = new Map(trees[0]!.parents);
    const [moved, above] = [chance.pick(rows).id, chance.pick(there).id];
    if (parents.get(moved) === null || pathIn(parents, above).includes(moved)) continue;
    parents.set(moved, above);
    trees.unshift({ until: new Date(FIRST_MS + (week + 1) * WEEK_MS).toISOString(), parents });
  }
  return trees;
}

function pathIn(parents: Tree['parents'], id: string): string[] {
  const above = parents.get(id);
  return [...(above ? pathIn(parents, above) : []), id];
}

/** What of the versions held while the tree stood, as it stood. */
function within(versions: readonly Row[], since: string, { until, parents }: Tree): Row[] {
  return versions
    .filter((one) => String(one['valid_from']) < until && String(one['valid_to']) > since)
    .map((one) => ({
      ...one,
      parent_id: parents.get(one.id)!,
      path: `/${pathIn(parents, one.id).join('/')}/`,
      valid_from: [String(one['valid_from']), since].sort().at(-1)!,
      valid_to: [String(one['valid_to']), until].sort()[0]!,
    }));
}

/** Versions that follow each other and say the same are one. */
function joined(versions: readonly Row[]): Row[] {
  const found: Row[] = [];
  for (const version of versions) {
    const last = found.at(-1);
    if (last && last['version'] === version['version'] && last['path'] === version['path'])
      last['valid_to'] = version['valid_to']!;
    else found.push({ ...version, updated_at: version['valid_from']! });
  }
  return found;
}
