import { cellText } from './import-cells.js';
import type { ImportFile } from './import-file.js';
import { inTurns } from './import-turns.js';

/** How the rows of a file hang together; places are indexes into `file.rows`. */
export interface ImportPlan {
  /** All places, parents before their children, otherwise as they stand in the file. */
  readonly order: readonly number[];
  /** Place → the row number of an earlier row with the same external key. */
  readonly duplicates: ReadonlyMap<number, number>;
  /** Place → place of the one row in the file that bears the name of its parent. */
  readonly parents: ReadonlyMap<number, number>;
  /** Places whose parent's name is borne by several rows of the file. */
  readonly ambiguous: ReadonlySet<number>;
  /** Places whose parents lead back to themselves. */
  readonly circles: ReadonlySet<number>;
}

/** Finds out in which order the rows can be written, in steps as many as rows. The same file always gives the same plan. */
export async function planImport(file: ImportFile): Promise<ImportPlan> {
  const duplicates = await duplicateKeys(file);
  const { parents, ambiguous } = await parentsInFile(file);
  return { ...(await ordered(file.rows.length, parents)), duplicates, parents, ambiguous };
}

async function duplicateKeys(file: ImportFile): Promise<Map<number, number>> {
  const keyOf = column(file, 'external_key');
  const firstWithKey = new Map<string, number>();
  const duplicates = new Map<number, number>();
  await inTurns(file.rows.length, (place) => {
    const key = keyOf(place);
    const first = key === '' ? undefined : firstWithKey.get(key);
    if (first !== undefined) duplicates.set(place, file.rows[first]!.rowNumber);
    else if (key !== '') firstWithKey.set(key, place);
  });
  return duplicates;
}

async function parentsInFile(
  file: ImportFile,
): Promise<Pick<ImportPlan, 'ambiguous'> & { parents: Map<number, number> }> {
  const parents = new Map<number, number>();
  const ambiguous = new Set<number>();
  const [nameOf, parentNameOf] = [column(file, 'name'), column(file, 'parent_name')];
  const bearers = new Map<string, number>();
  const shared = new Set<string>();
  await inTurns(file.rows.length, (place) => {
    const name = nameOf(place);
    if (bearers.has(name)) shared.add(name);
    else bearers.set(name, place);
  });
  await inTurns(file.rows.length, (place) => {
    const name = parentNameOf(place);
    const parent = name === '' ? undefined : bearers.get(name);
    if (parent === undefined) return;
    if (shared.has(name)) ambiguous.add(place);
    else parents.set(place, parent);
  });
  return { parents, ambiguous };
}

function column(file: ImportFile, name: string): (place: number) => string {
  const index = file.columns.indexOf(name);
  return (place) => (index < 0 ? '' : cellText(file.rows[place]!.values[index] ?? ''));
}

/** Walks up from each row to the parents that are not placed yet; a row met again on its own way up is in a circle. */
async function ordered(
  count: number,
  parents: ReadonlyMap<number, number>,
): Promise<{ order: number[]; circles: Set<number> }> {
  const order: number[] = [];
  const circles = new Set<number>();
  const met = new Uint8Array(count);
  const placed = new Uint8Array(count);
  await inTurns(count, (start) => {
    const way: number[] = [];
    let at: number | undefined = start;
    for (; at !== undefined && met[at] === 0; at = parents.get(at)) {
      met[at] = 1;
      way.push(at);
    }
    if (at !== undefined && placed[at] === 0) for (const member of way.slice(way.indexOf(at))) circles.add(member);
    for (const member of way.reverse()) {
      placed[member] = 1;
      order.push(member);
    }
  });
  return { order, circles };
}
