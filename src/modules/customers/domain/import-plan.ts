import type { ImportFile } from './import-file.js';

/** How the rows of a file hang together; places are indexes into `file.rows`. */
export interface ImportPlan {
  /** All places, parents before their children, otherwise as they stand in the file. */
  readonly order: readonly number[];
  /** Place → the row number of an earlier row with the same external key. */
  readonly duplicates: ReadonlyMap<number, number>;
  /** Place → places of rows in the file that bear the name of its parent. */
  readonly parents: ReadonlyMap<number, readonly number[]>;
  /** Places whose parents lead back to themselves. */
  readonly circles: ReadonlySet<number>;
}

/** Finds out in which order the rows can be written. The same file always gives the same plan. */
export function planImport(file: ImportFile): ImportPlan {
  const keys = column(file, 'external_key');
  const firstWithKey = new Map<string, number>();
  const duplicates = new Map<number, number>();
  keys.forEach((key, place) => {
    const first = key === '' ? undefined : firstWithKey.get(key);
    if (first !== undefined) duplicates.set(place, file.rows[first]!.rowNumber);
    else if (key !== '') firstWithKey.set(key, place);
  });
  const parents = parentsInFile(column(file, 'name'), column(file, 'parent_name'));
  return { ...ordered(file.rows.length, parents), duplicates, parents };
}

function column(file: ImportFile, name: string): string[] {
  const index = file.columns.indexOf(name);
  return file.rows.map(({ values }) => (index < 0 ? '' : (values[index]?.trim() ?? '')));
}

function parentsInFile(names: readonly string[], parentNames: readonly string[]): Map<number, number[]> {
  const wanted = new Set(parentNames.filter((name) => name !== ''));
  const bearers = new Map<string, number[]>();
  names.forEach((name, place) => {
    if (wanted.has(name)) bearers.set(name, [...(bearers.get(name) ?? []), place]);
  });
  const parents = new Map<number, number[]>();
  parentNames.forEach((name, place) => {
    const found = name === '' ? undefined : bearers.get(name);
    if (found) parents.set(place, found);
  });
  return parents;
}

/** Walks up from each row to the parents that are not placed yet; a row met again on its own way up is in a circle. */
function ordered(
  count: number,
  parents: ReadonlyMap<number, readonly number[]>,
): { order: number[]; circles: Set<number> } {
  const order: number[] = [];
  const placed = new Set<number>();
  const circles = new Set<number>();
  const place = (at: number): void => {
    placed.add(at);
    order.push(at);
  };
  for (let start = 0; start < count; start++) {
    const way = new Set<number>();
    let at: number | undefined = start;
    while (at !== undefined && !placed.has(at)) {
      if (way.has(at)) {
        const members = [...way];
        for (const member of members.slice(members.indexOf(at))) circles.add(member);
        break;
      }
      way.add(at);
      // A name that several rows bear is no parent at all; the row is refused when its turn comes.
      const above = parents.get(at);
      at = above?.length === 1 ? above[0] : undefined;
    }
    for (const member of [...way].reverse()) place(member);
  }
  return { order, circles };
}
