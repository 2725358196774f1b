import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineReadable } from '../../../kernel/access/readable.js';
import { EVERYTHING, NOTHING, type Viewer } from '../../../kernel/access/viewer.js';
import { DomainErrors } from '../../../kernel/runtime/domain-error.js';
import { DEALS } from '../domain/fixture-dataset.js';
import { planReport } from '../domain/plan-report.js';
import { ReportGrain, ReportOperator } from '../domain/report-enums.js';
import type { ReportRequest } from '../domain/report-query.js';
import type { ReportGround } from './report-ground.js';
import { reportSql, totalsSql } from './report-sql.js';

const DAYS = { today: () => '2026-11-22', startOf: (day: string) => new Date(`${day}T00:00:00+08:00`) };
const BASE: ReportRequest = {
  dataset: 'deals',
  dimensions: [],
  measures: ['count'],
  filters: [],
  having: [],
  sort: [],
  limit: 1000,
};
const VIEWER: Viewer = {
  personId: '7',
  sessionId: '1',
  login: 'wang',
  name: '王',
  type: 'STAFF',
  departmentId: '9',
  locale: 'en',
  fieldRules: new Map(),
  roleCodes: [],
  deputyFor: [],
  scopes: new Map([
    ['deal.report', { ...NOTHING, ownerIds: ['7'], departmentIds: ['9', '10'] }],
    ['person.read', { ...NOTHING, departmentIds: ['9'] }],
    ['department.read', EVERYTHING],
  ]),
};
defineReadable({ kind: 'person', table: 'person', owner: 'id', department: 'department_id' });
defineReadable({ kind: 'department', table: 'department', owner: 'head_id', department: 'id' });
const REACH = ['9', '10', '7'];

function overDeals(viewer: Viewer): ReportGround {
  return { viewer, at: null, source: 'fact_deal' };
}

test('one figure over everything that the asker reaches', () => {
  expect(reportSql(planReport(BASE, DEALS, DAYS), overDeals(VIEWER))).toEqual({
    text: 'SELECT COUNT(*) AS m0 FROM fact_deal t WHERE (t.department_id IN (?,?) OR t.owner_id IN (?))',
    params: ['9', '10', '7'],
  });
});

test('groups first, names after; each part of the question in its place', () => {
  const plan = planReport(
    {
      ...BASE,
      dimensions: [{ name: 'department' }, { name: 'closedOn', grain: 'MONTH' }],
      measures: ['count', 'total', 'winRate'],
      filters: [
        { field: 'state', operator: 'IN', values: ['WON', 'LOST'], negate: false },
        { field: 'region', operator: 'CONTAINS', values: ['50%_东'], negate: true },
        { field: 'closedOn', operator: 'IN_PERIOD', values: ['thisYear'], negate: false },
        { field: 'owner', operator: 'CONTAINS', values: ['王'], negate: false },
      ],
      having: [{ field: 'total', operator: 'GTE', values: ['1000'], negate: false }],
      sort: [{ by: 'total', direction: 'DESC' }],
      limit: 50,
    },
    DEALS,
    DAYS,
  );
  expect(reportSql(plan, overDeals(VIEWER))).toEqual({
    text:
      'SELECT g.d0, g.d1, r0.name AS n0, g.m0, g.m1, g.m2 FROM (' +
      'SELECT t.department_id AS d0, DATE_SUB(t.closed_on, INTERVAL DAYOFMONTH(t.closed_on) - 1 DAY) AS d1,' +
      ' COUNT(*) AS m0, COALESCE(SUM(t.base_amount), 0) AS m1, 1e0 * COALESCE(SUM(t.is_won), 0) / NULLIF(COUNT(*), 0) AS m2' +
      ' FROM fact_deal t WHERE (t.department_id IN (?,?) OR t.owner_id IN (?)) AND t.state IN (?,?)' +
      ' AND NOT COALESCE(LOWER(t.region) LIKE ?, 0) AND t.closed_on BETWEEN ? AND ?' +
      ' AND t.owner_id IN (SELECT r.id FROM person r WHERE r.deleted_at IS NULL AND r.department_id IN (?) AND LOWER(r.name) LIKE ?)' +
      ' GROUP BY d0, d1 HAVING (COALESCE(SUM(t.base_amount), 0)) >= CAST(? AS DECIMAL(20,2))' +
      ') g LEFT JOIN department r0 ON r0.id = g.d0 AND r0.deleted_at IS NULL AND 1=1 ORDER BY g.m1 DESC, g.d0, g.d1 LIMIT 51 /* deals */',
    params: ['9', '10', '7', 'WON', 'LOST', '%50\\%\\_东%', '2026-01-01', '2026-12-31', '9', '%王%', '1000.00'],
  });
  expect(totalsSql(plan, overDeals(VIEWER)).text).not.toMatch(/GROUP BY|HAVING|LIMIT/);
});

test('without an order the rows stand by their dimensions, a department as the tree stands', () => {
  const plan = planReport({ ...BASE, dimensions: [{ name: 'department' }, { name: 'state' }] }, DEALS, DAYS);
  expect(reportSql(plan, overDeals(VIEWER)).text).toContain('ORDER BY r0.path, g.d1, g.d0 LIMIT 1001');
});

test('whose names the asker may not read stand without a name, and are sorted and found as such', () => {
  const filters = [{ field: 'owner', operator: 'CONTAINS' as const, values: ['王'], negate: false }];
  const plan = planReport({ ...BASE, dimensions: [{ name: 'owner' }], filters }, DEALS, DAYS);
  const { text, params } = reportSql(plan, overDeals(VIEWER));
  expect(text).toContain(
    'person r0 ON r0.id = g.d0 AND r0.deleted_at IS NULL AND r0.department_id IN (?) ORDER BY r0.name',
  );
  expect(params).toEqual([...REACH, '9', '%王%', '9']);
  const stranger = { ...VIEWER, scopes: new Map([...VIEWER.scopes].filter(([action]) => action !== 'person.read')) };
  expect(reportSql(plan, overDeals(stranger)).text).toContain('AND 1=0 ORDER BY r0.name');
});

test('a viewer without the action reaches nothing', () => {
  const nobody = { ...VIEWER, scopes: new Map() };
  expect(reportSql(planReport(BASE, DEALS, DAYS), overDeals(nobody)).text).toContain('WHERE 1=0');
});

const BORROWED = planReport(
  {
    ...BASE,
    dimensions: [{ name: 'industry' }],
    measures: ['staff'],
    filters: [{ field: 'industry', operator: 'EQ', values: ['软件'], negate: false }],
    having: [{ field: 'staff', operator: 'GTE', values: ['5'], negate: false }],
  },
  DEALS,
  DAYS,
);

test('what is borrowed from a record that the asker may not read is empty wherever it stands', () => {
  const scopes = new Map([...VIEWER.scopes, ['client.read', { ...NOTHING, ownerIds: ['8'] }]]);
  const { text, params } = reportSql(BORROWED, overDeals({ ...VIEWER, scopes }));
  const seen = (column: string): string => `CASE WHEN b0.id IS NOT NULL THEN t.${column} END`;
  expect(text).toContain(
    `SELECT ${seen('client_industry')} AS d0, COALESCE(SUM(${seen('client_staff')}), 0) AS m0 FROM fact_deal t` +
      ' LEFT JOIN (SELECT r.id FROM client r WHERE r.owner_id IN (?)) b0 ON b0.id = t.client_id WHERE',
  );
  expect(text).toContain(`AND ${seen('client_industry')} = ? GROUP BY d0`);
  expect(text).toContain(`HAVING (COALESCE(SUM(${seen('client_staff')}), 0)) >= ?`);
  expect(text.match(/client_\w+/g)).toHaveLength([...text.matchAll(/THEN t\.client_/g)].length + 1);
  expect(params).toEqual(['8', ...REACH, '软件', 5]);
  expect(totalsSql(BORROWED, overDeals({ ...VIEWER, scopes })).params).toEqual(['8', ...REACH, '软件']);
  expect(reportSql(BORROWED, overDeals(VIEWER)).text).toContain('(SELECT r.id FROM client r WHERE 1=0) b0');
});

test('who reads every record has the plain columns, and no join', () => {
  const scopes = new Map([...VIEWER.scopes, ['client.read', EVERYTHING]]);
  const { text } = reportSql(BORROWED, overDeals({ ...VIEWER, scopes }));
  expect(text).toContain(
    'SELECT t.client_industry AS d0, COALESCE(SUM(t.client_staff), 0) AS m0 FROM fact_deal t WHERE',
  );
});

const HOSTILE = [
  "' OR 1=1 -- ",
  '`; DROP TABLE person; --',
  '/* */ UNION SELECT',
  '\\',
  '\u0000',
  '?',
  '%',
  '${x}',
  'owner_id)',
  '𝟙',
  '"',
  '0x27',
];

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('owner', 'closedOn', 'region', 'total', 'count', 'WON', '2026-01-01', 'lastMonth', '12'),
);
const name = fc.oneof(text, fc.constantFrom(...Object.keys(DEALS.dimensions), ...Object.keys(DEALS.measures)));
const filters = fc.array(
  fc.record({
    field: name,
    operator: fc.constantFrom(...Object.values(ReportOperator)),
    values: fc.array(text, { maxLength: 3 }),
    negate: fc.boolean(),
  }),
  { maxLength: 3 },
);
const request = fc.record({
  dataset: fc.constant('deals'),
  dimensions: fc.array(fc.record({ name, grain: fc.constantFrom(null, ...Object.values(ReportGrain)) }), {
    maxLength: 3,
  }),
  measures: fc.array(name, { maxLength: 3 }),
  filters,
  having: filters,
  sort: fc.array(fc.record({ by: name, direction: fc.constantFrom('ASC' as const, 'DESC' as const) }), {
    maxLength: 2,
  }),
  limit: fc.oneof(fc.integer(), fc.double(), fc.constant(100)),
});

/** Everything that a statement may be made of: the words of the builder and the identifiers of the fixture. */
const CLOSED = /^[A-Za-z0-9_ .,()?=*<>/-]*$/;

test('whatever is asked, it is refused by name or becomes a statement of known words with as many parameters as places', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const sql = built(asked);
      if (!sql) return;
      for (const { text: statement, params } of sql) {
        expect(statement).toMatch(CLOSED);
        expect(statement.replace(/\/\* deals \*\//, '')).not.toMatch(/--|\/\*/);
        expect(statement.split('?').length - 1).toBe(params.length);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a hostile value that is accepted stands among the parameters only', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }), (value) => {
      const marked = `payload⟦${value}⟧`;
      const filter = { field: 'region', operator: 'IN' as const, values: [marked, ...HOSTILE], negate: false };
      const [sql] = built({ ...BASE, dimensions: [{ name: 'region' }], filters: [filter] }) ?? [];
      expect(sql?.params).toEqual([...REACH, marked, ...HOSTILE]);
      expect(sql?.text).toMatch(CLOSED);
    }),
    { numRuns: 500 },
  );
});

function built(asked: ReportRequest): ReturnType<typeof reportSql>[] | null {
  try {
    const plan = planReport(asked, DEALS, DAYS);
    return [reportSql(plan, overDeals(VIEWER)), totalsSql(plan, overDeals(VIEWER))];
  } catch (error) {
    expect(error).toBeInstanceOf(DomainErrors);
    return null;
  }
}
