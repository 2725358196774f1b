import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { ImportFile } from './import-file.js';
import { type ImportPlan, planImport } from './import-plan.js';

/** Rows as [name, parent name, external key]. */
type Row = readonly [string, string, string?];

function fileOf(rows: readonly Row[]): ImportFile {
  const columns = ['name', 'parent_name', 'external_key'];
  return {
    columns,
    heads: columns,
    rows: rows.map(([name, parent, key = ''], index) => ({ rowNumber: index + 2, values: [name, parent, key] })),
    problems: [],
  };
}

const plan = (rows: readonly Row[]): Promise<ImportPlan> => planImport(fileOf(rows));

/** The same by looking through all rows for each row. */
function slowly(rows: readonly Row[]): Pick<ImportPlan, 'parents' | 'ambiguous' | 'circles'> {
  const found = rows.map(([, parent]) => (parent === '' ? [] : places(rows, ([name]) => name === parent)));
  const single = (place: number): number | undefined => (found[place]!.length === 1 ? found[place]![0] : undefined);
  const circles = places(rows, (_row, start) => {
    let at = single(start);
    for (let step = 0; step < rows.length && at !== undefined && at !== start; step++) at = single(at);
    return at === start;
  });
  return {
    parents: new Map(
      places(rows, (_row, place) => single(place) !== undefined).map((place) => [place, single(place)!]),
    ),
    ambiguous: new Set(places(rows, (_row, place) => found[place]!.length > 1)),
    circles: new Set(circles),
  };
}

function places(rows: readonly Row[], holds: (row: Row, place: number) => boolean): number[] {
  return rows.flatMap((row, place) => (holds(row, place) ? [place] : []));
}

/** How often a plan looks at a row, a cell or a map. */
async function looksOf(file: ImportFile): Promise<number> {
  let looks = 0;
  const counted = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (of, key) => {
        looks += 1;
        return Reflect.get(of, key) as unknown;
      },
    });
  const rows = counted(file.rows.map((row) => counted({ ...row, values: counted([...row.values]) })));
  const { get } = Map.prototype;
  const maps = jest.spyOn(Map.prototype, 'get').mockImplementation(function (this: Map<unknown, unknown>, key) {
    looks += 1;
    return get.call(this, key) as unknown;
  });
  try {
    await planImport({ ...file, rows });
  } finally {
    maps.mockRestore();
  }
  return looks;
}

describe('the order of work', () => {
  it('puts parents before their children and leaves the rest as it stands', async () => {
    const { order } = await plan([
      ['A', ''],
      ['B', 'D'],
      ['C', ''],
      ['D', 'E'],
      ['E', ''],
    ]);
    expect(order).toEqual([0, 4, 3, 1, 2]);
  });

  it('finds circles, but not those who only hang on to one', async () => {
    const { order, circles } = await plan([
      ['A', 'B'],
      ['B', 'A'],
      ['C', 'A'],
      ['D', 'D'],
    ]);
    expect([...circles].sort()).toEqual([0, 1, 3]);
    expect([...order].sort()).toEqual([0, 1, 2, 3]);
  });

  it('knows rows with the same key and names that several rows bear', async () => {
    const { duplicates, parents, ambiguous } = await plan([
      ['A', '', 'k'],
      ['A', '', 'k'],
      ['B', 'A', ''],
      ['C', 'Z', ''],
      ['D', 'B', ''],
    ]);
    expect([...duplicates]).toEqual([[1, 2]]);
    expect([...ambiguous]).toEqual([2]);
    expect([...parents]).toEqual([[4, 2]]);
  });

  it('compares cells as they are read: without what nobody sees at their ends', async () => {
    const { parents } = await plan([
      ['\u200bA ', ''],
      ['B', 'A\ufeff'],
    ]);
    expect([...parents]).toEqual([[1, 0]]);
  });

  it('has every row once, a parent before its child unless in a circle, and finds what a slow search finds', async () => {
    const names = fc.constantFrom('', 'A', 'B', 'C', 'D', 'E', 'F');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, names), { maxLength: 12 }), async (rows) => {
        const { order, circles, parents, ambiguous } = await plan(rows);
        expect([...order].sort((a, b) => a - b)).toEqual(rows.map((_, index) => index));
        for (const [child, parent] of parents)
          if (!circles.has(child)) expect(order.indexOf(parent)).toBeLessThan(order.indexOf(child));
        expect({ parents, ambiguous, circles }).toEqual(slowly(rows));
      }),
    );
  });

  it.each<[string, (i: number, count: number) => Row]>([
    ['one name, which is its own parent', () => ['a', 'a']],
    ['a chain', (i) => [`N${i}`, `N${i + 1}`]],
    ['one circle', (i, count) => [`N${i}`, `N${(i + 1) % count}`]],
    ['one parent, many children, one key', (i) => [i === 0 ? 'P' : `N${i}`, 'P', 'k']],
  ])('looks at each row a few times, however many there are: %s', async (_what, row) => {
    const file = (count: number): ImportFile => fileOf(Array.from({ length: count }, (_, i) => row(i, count)));
    const few = await looksOf(file(1_000));
    // Four times the rows; a search through all rows for each row would look sixteen times as often.
    expect((await looksOf(file(4_000))) / few).toBeLessThan(4.5);
  });

  it('lets others have their turn', async () => {
    let turns = 0;
    let done = false;
    const countTurn = (): void => {
      turns += 1;
      if (!done) setImmediate(countTurn);
    };
    setImmediate(countTurn);
    await plan(Array.from({ length: 100_000 }, (_, i): Row => [`N${i}`, `N${i + 7}`, `k${i}`]));
    done = true;
    expect(turns).toBeGreaterThan(100);
  });
});
