import fc from 'fast-check';
import { planImport } from './import-plan.js';

/** Rows as [name, parent name, external key]. */
function plan(rows: readonly (readonly [string, string, string?])[]): ReturnType<typeof planImport> {
  return planImport({
    columns: ['name', 'parent_name', 'external_key'],
    rows: rows.map(([name, parent, key = ''], index) => ({ rowNumber: index + 2, values: [name, parent, key] })),
    problems: [],
  });
}

describe('the order of work', () => {
  it('puts parents before their children and leaves the rest as it stands', () => {
    expect(
      plan([
        ['A', ''],
        ['B', 'D'],
        ['C', ''],
        ['D', 'E'],
        ['E', ''],
      ]).order,
    ).toEqual([0, 4, 3, 1, 2]);
  });

  it('finds circles, but not those who only hang on to one', () => {
    const { order, circles } = plan([
      ['A', 'B'],
      ['B', 'A'],
      ['C', 'A'],
      ['D', 'D'],
    ]);
    expect([...circles].sort()).toEqual([0, 1, 3]);
    expect([...order].sort()).toEqual([0, 1, 2, 3]);
  });

  it('knows rows with the same key and names that several rows bear', () => {
    const { duplicates, parents } = plan([
      ['A', '', 'k'],
      ['A', '', 'k'],
      ['B', 'A', ''],
      ['C', 'Z', ''],
    ]);
    expect([...duplicates]).toEqual([[1, 2]]);
    expect([...parents]).toEqual([[2, [0, 1]]]);
  });

  it('has every row once, and a single parent before its child unless it is in a circle', () => {
    const names = fc.constantFrom('', 'A', 'B', 'C', 'D', 'E', 'F');
    fc.assert(
      fc.property(fc.array(fc.tuple(names, names), { maxLength: 12 }), (rows) => {
        const { order, circles, parents } = plan(rows);
        expect([...order].sort((a, b) => a - b)).toEqual(rows.map((_, index) => index));
        for (const [child, above] of parents) {
          const [parent, ...others] = above;
          if (others.length === 0 && parent !== undefined && !circles.has(child))
            expect(order.indexOf(parent)).toBeLessThan(order.indexOf(child));
        }
      }),
    );
  });

  it('takes a chain of 100 000 rows in its stride', () => {
    const rows = Array.from({ length: 100_000 }, (_, i): [string, string] => [`N${i}`, `N${i + 1}`]);
    expect(plan(rows).order[0]).toBe(99_999);
  });
});
