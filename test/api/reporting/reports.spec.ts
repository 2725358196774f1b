import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aCustomer, anInteraction } from '../../support/builders.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
  const add = (person: TestPerson, tier: string | null, industry: string, at: string): Promise<string> =>
    aCustomer()
      .ownedBy(person)
      .with({ tier, industry, created_at: new Date(at) })
      .save();
  const first = await add(world.alice, 'GOLD', '软件', '2026-01-31T16:30:00Z');
  await add(world.alice, 'SILVER', '软件', '2026-02-10T02:00:00Z');
  await add(world.aaron, 'GOLD', '零售', '2026-03-10T02:00:00Z');
  const south = await add(world.bob, null, '零售', '2026-03-11T02:00:00Z');
  await aCustomer().ownedBy(world.bob).with({ deleted_at: new Date() }).save();
  await anInteraction(first, world.alice);
  await anInteraction(first, world.aaron);
  await anInteraction(south, world.bob);
});
afterAll(closeSql);

const REPORT = `query($query: ReportQuery!) {
  report(query: $query) { dataset columns { name label type role grain values { value label } } rows rowCount truncated totals }
}`;

interface Reported {
  report: {
    columns: { name: string; label: string; type: string; role: string; grain: string | null }[];
    rows: unknown[][];
    rowCount: number;
    truncated: boolean;
    totals: unknown[];
  };
}

async function report(person: TestPerson, query: Record<string, unknown>): Promise<Reported['report']> {
  return (await person.get<Reported>(REPORT, { query: { dataset: 'customers', measures: ['count'], ...query } }))
    .report;
}

async function refusal(person: TestPerson, query: Record<string, unknown>): Promise<{ code: string; message: string }> {
  const { data, errors } = await person.ask(REPORT, { query: { dataset: 'customers', measures: ['count'], ...query } });
  expect(data).toBeNull();
  return { code: errors?.[0]?.extensions.code ?? '', message: errors?.[0]?.message ?? '' };
}

test('each person counts exactly the rows in reach, in rows, totals and filters alike', async () => {
  const counts = async (person: TestPerson): Promise<unknown[]> => {
    const all = await report(person, {});
    const retail = await report(person, { filters: [{ field: 'industry', operator: 'EQ', values: ['零售'] }] });
    return [all.rows[0]?.[0], all.totals[0], retail.rows[0]?.[0]];
  };
  expect(await counts(world.alice)).toEqual([2, 2, 0]);
  expect(await counts(world.nora)).toEqual([3, 3, 1]);
  expect(await counts(world.bob)).toEqual([1, 1, 1]);
  expect(await counts(world.analyst)).toEqual([4, 4, 2]);
});

test('a name of the other region shows in no report', async () => {
  const owners = await report(world.bob, { dimensions: [{ name: 'owner' }, { name: 'department' }] });
  expect(owners.rows.map(([owner, , department]) => [owner, department])).toEqual([['Bob', '华南']]);
  const byId = await report(world.bob, { filters: [{ field: 'owner', operator: 'EQ', values: [world.alice.id] }] });
  expect(byId.rows).toEqual([[0]]);
});

test('a granted record counts for whom it was granted to', async () => {
  const [south] = await sql<{ id: string }>('SELECT id FROM customer WHERE owner_id = ? AND deleted_at IS NULL', [
    world.bob.id,
  ]);
  const grant = { kind: 'customer', record_id: south?.id, person_id: world.alice.id, level: 'read', cause: 'test' };
  const now = new Date();
  await sql(
    'INSERT INTO record_grant (id, version, created_at, updated_at, kind, record_id, person_id, level, cause) VALUES (77, 1, ?, ?, ?, ?, ?, ?, ?)',
    [now, now, grant.kind, grant.record_id, grant.person_id, grant.level, grant.cause],
  );
  expect((await report(world.alice, {})).rows).toEqual([[3]]);
  expect((await report(world.alice, { dataset: 'interactions' })).rows).toEqual([[3]]);
  await sql('DELETE FROM record_grant WHERE id = 77');
  expect((await report(world.alice, {})).rows).toEqual([[2]]);
});

test('interactions are counted with their customer', async () => {
  const counts = async (person: TestPerson): Promise<unknown> =>
    (await report(person, { dataset: 'interactions' })).rows[0]?.[0];
  expect([
    await counts(world.alice),
    await counts(world.aaron),
    await counts(world.bob),
    await counts(world.analyst),
  ]).toEqual([2, 0, 1, 3]);
});

test('groups, names with keys, grains in days of the company, order, totals', async () => {
  const answer = await report(world.analyst, {
    dimensions: [{ name: 'owner' }, { name: 'addedOn', grain: 'MONTH' }],
    measures: ['count', 'lastAdded'],
    sort: [{ by: 'owner', direction: 'DESC' }],
  });
  expect(answer.columns.map(({ name, label, type, role, grain }) => [name, label, type, role, grain])).toEqual([
    ['owner', 'Owner', 'TEXT', 'DIMENSION', null],
    ['ownerId', 'Owner', 'ID', 'KEY', null],
    ['addedOn', 'Added on', 'DATE', 'DIMENSION', 'MONTH'],
    ['count', 'Customers', 'INT', 'MEASURE', null],
    ['lastAdded', 'Last added', 'DATE', 'MEASURE', null],
  ]);
  expect(answer.rows).toEqual([
    ['Bob', world.bob.id, '2026-03-01', 1, '2026-03-11'],
    ['Alice', world.alice.id, '2026-02-01', 2, '2026-02-10'],
    ['Aaron', world.aaron.id, '2026-03-01', 1, '2026-03-10'],
  ]);
  expect(answer.totals).toEqual([null, null, null, 4, '2026-03-11']);
});

test.each([
  ['DAY', ['2026-02-01', '2026-02-10', '2026-03-10', '2026-03-11']],
  ['WEEK', ['2026-01-26', '2026-02-09', '2026-03-09']],
  ['MONTH', ['2026-02-01', '2026-03-01']],
  ['QUARTER', ['2026-01-01']],
  ['YEAR', ['2026-01-01']],
])('the grain %s gives the first day of each step', async (grain, days) => {
  const answer = await report(world.analyst, { dimensions: [{ name: 'addedOn', grain }] });
  expect(answer.rows.map(([day]) => day)).toEqual(days);
});

test('having, negation, emptiness, ratios, the limit', async () => {
  const having = { dimensions: [{ name: 'industry' }], having: [{ field: 'owners', operator: 'GTE', values: ['2'] }] };
  expect((await report(world.analyst, having)).rows).toEqual([['零售', 2]]);
  const noTier = { field: 'tier', operator: 'IS_EMPTY' };
  expect((await report(world.analyst, { filters: [noTier] })).rows).toEqual([[1]]);
  expect((await report(world.analyst, { filters: [{ ...noTier, negate: true }] })).rows).toEqual([[3]]);
  const gold = { field: 'tier', operator: 'EQ', values: ['GOLD'], negate: true };
  expect((await report(world.analyst, { filters: [gold] })).rows).toEqual([[2]]);
  expect((await report(world.analyst, { measures: ['customersPerOwner'] })).rows[0]?.[0]).toBeCloseTo(4 / 3, 6);
  const cut = await report(world.analyst, { dimensions: [{ name: 'owner' }], limit: 2 });
  expect([cut.rowCount, cut.truncated, cut.totals]).toEqual([2, true, [null, null, 4]]);
});

test('a report costs one statement, its totals one more', async () => {
  await report(world.analyst, {});
  const cost = async (fields: string): Promise<number> => {
    await control('clearStatements');
    await world.analyst.get(
      `{ report(query: { dataset: "customers", measures: ["count"], dimensions: [{ name: "owner" }] }) { ${fields} } }`,
    );
    return (await control<string[]>('statements')).filter((text) => text.includes('fact_customer')).length;
  };
  expect([await cost('rows'), await cost('rows totals')]).toEqual([1, 2]);
});

test('unknown names are answered with the nearest ones and their place', async () => {
  const { code, message } = await refusal(world.analyst, { dimensions: [{ name: 'teir' }], measures: ['cuont'] });
  expect(code).toBe('BAD_USER_INPUT');
  expect(message).toContain('query.dimensions.0.name: There is no dimension "teir". Did you mean "tier"?');
  expect(message).toContain('query.measures.0: There is no measure "cuont". Did you mean "count"?');
  expect((await refusal(world.analyst, { dataset: 'custmers' })).message).toContain('Did you mean "customers"');
});

test('who lacks the report action is refused and sees no datasets', async () => {
  expect(await refusal(world.sven, {})).toMatchObject({ code: 'FORBIDDEN' });
  const names = async (person: TestPerson): Promise<string[]> =>
    (await person.get<{ reportDatasets: { name: string }[] }>('{ reportDatasets { name } }')).reportDatasets.map(
      ({ name }) => name,
    );
  expect(await names(world.sven)).not.toContain('customers');
  expect(await names(world.analyst)).toEqual(expect.arrayContaining(['customers', 'interactions']));
});

test('the catalogue tells what fits, in both languages, and everything in it can be asked', async () => {
  interface Catalogue {
    reportDatasets: {
      name: string;
      dimensions: {
        name: string;
        label: { zh: string; en: string };
        grains: string[];
        values: { value: string }[] | null;
      }[];
      measures: { name: string }[];
    }[];
  }
  const { reportDatasets } = await world.analyst.get<Catalogue>(
    `{ reportDatasets { name label { zh en } requires
       dimensions { name label { zh en } type named grains operators values { value label { zh en } } } measures { name label { zh en } type operators } } }`,
  );
  for (const { name: dataset, dimensions, measures } of reportDatasets) {
    for (const { name, grains, label } of dimensions) {
      expect(label.zh).not.toBe('');
      for (const grain of [null, ...grains])
        await report(world.analyst, { dataset, dimensions: [{ name, grain }], measures: [] });
    }
    await report(world.analyst, { dataset, measures: measures.map(({ name }) => name).slice(0, 12) });
  }
  const tier = reportDatasets.find(({ name }) => name === 'customers')?.dimensions.find(({ name }) => name === 'tier');
  expect(tier?.values?.map(({ value }) => value)).toEqual(['GOLD', 'SILVER', 'BRONZE']);
});

test('hostile values find nothing and harm nothing', async () => {
  for (const value of ["' OR 1=1 -- ", "\\' OR 1=1 -- ", '\u0000', '`', '%', '_', "零售' /*", '?', ':x', '𝟙'])
    for (const operator of ['EQ', 'CONTAINS'])
      expect(
        (await report(world.analyst, { filters: [{ field: 'industry', operator, values: [value] }] })).rows,
      ).toEqual([[0]]);
  const name = 'count) FROM person; DROP TABLE person; --';
  expect(await refusal(world.analyst, { measures: [name] })).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect((await report(world.analyst, {})).rows).toEqual([[4]]);
});
