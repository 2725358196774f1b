import { expect, test } from '@jest/globals';
import { DomainErrors } from '../../../kernel/runtime/domain-error.js';
import { messageOf } from '../../../kernel/runtime/labels.js';
import { DEALS } from './fixture-dataset.js';
import { planReport } from './plan-report.js';
import { didYouMean } from './report-findings.js';
import type { FilterRequest, ReportPlan, ReportRequest } from './report-query.js';

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

function plan(request: Partial<ReportRequest>): ReportPlan {
  return planReport({ ...BASE, ...request }, DEALS, DAYS);
}

function filter(field: string, operator: FilterRequest['operator'], ...values: string[]): FilterRequest {
  return { field, operator, values, negate: false };
}

/** `path: code` of everything that is refused. */
function refusals(request: Partial<ReportRequest>): string[] {
  try {
    plan(request);
  } catch (error) {
    if (error instanceof DomainErrors) return error.errors.map(({ path, code }) => `${path.join('.')}: ${code}`);
    throw error;
  }
  return [];
}

test.each<[string, Partial<ReportRequest>, string[]]>([
  ['an unknown dimension', { dimensions: [{ name: 'ownr' }] }, ['query.dimensions.0.name: REPORT_UNKNOWN_DIMENSION']],
  [
    'an inherited name',
    { dimensions: [{ name: 'constructor' }] },
    ['query.dimensions.0.name: REPORT_UNKNOWN_DIMENSION'],
  ],
  ['an unknown measure', { measures: ['__proto__'] }, ['query.measures.0: REPORT_UNKNOWN_MEASURE']],
  [
    'a measure as a filter',
    { filters: [filter('total', 'GTE', '1')] },
    ['query.filters.0.field: REPORT_UNKNOWN_DIMENSION'],
  ],
  [
    'a dimension in having',
    { having: [filter('region', 'EQ', 'x')] },
    ['query.having.0.field: REPORT_UNKNOWN_MEASURE'],
  ],
  [
    'a wrong operator',
    { filters: [filter('closedOn', 'CONTAINS', 'x')] },
    ['query.filters.0.operator: REPORT_WRONG_OPERATOR'],
  ],
  [
    'a text as a day',
    { filters: [filter('closedOn', 'EQ', '2026-02-30')] },
    ['query.filters.0.values.0: REPORT_WRONG_VALUE'],
  ],
  [
    'a day with a tail',
    { filters: [filter('closedOn', 'EQ', "2026-02-03' OR 1=1")] },
    ['query.filters.0.values.0: REPORT_WRONG_VALUE'],
  ],
  [
    'a value of no enum',
    { filters: [filter('state', 'IN', 'WON', 'WONN')] },
    ['query.filters.0.values.1: REPORT_UNKNOWN_VALUE'],
  ],
  [
    'an unknown period',
    { filters: [filter('closedOn', 'IN_PERIOD', 'thisMonht')] },
    ['query.filters.0.values.0: REPORT_UNKNOWN_PERIOD'],
  ],
  [
    'too few values',
    { filters: [filter('closedOn', 'BETWEEN', '2026-01-01')] },
    ['query.filters.0.values: REPORT_VALUE_COUNT'],
  ],
  ['no values', { filters: [filter('state', 'IN')] }, ['query.filters.0.values: REPORT_VALUE_COUNT']],
  [
    'a grain of no day',
    { dimensions: [{ name: 'region', grain: 'MONTH' }] },
    ['query.dimensions.0.grain: REPORT_WRONG_GRAIN'],
  ],
  [
    'a grain not on offer',
    { dimensions: [{ name: 'paidOn', grain: 'WEEK' }] },
    ['query.dimensions.0.grain: REPORT_WRONG_GRAIN'],
  ],
  [
    'sorting by what is not selected',
    { sort: [{ by: 'total', direction: 'ASC' }] },
    ['query.sort.0.by: REPORT_UNKNOWN_COLUMN'],
  ],
  ['nothing', { measures: [] }, ['query: REPORT_ASKS_NOTHING']],
  ['a limit of none', { limit: 0 }, ['query.limit: REPORT_LIMIT']],
  ['too large a limit', { limit: 10_001 }, ['query.limit: REPORT_LIMIT']],
  ['a name twice', { measures: ['count', 'count'] }, ['query.measures.1: REPORT_NAMED_TWICE']],
  [
    'too many dimensions',
    { dimensions: ['owner', 'department', 'region', 'state', 'closedOn'].map((name) => ({ name })) },
    ['query.dimensions: REPORT_TOO_MANY'],
  ],
  [
    'several faults at once',
    { dimensions: [{ name: 'sate' }], measures: ['cont'], limit: -1 },
    [
      'query.limit: REPORT_LIMIT',
      'query.dimensions.0.name: REPORT_UNKNOWN_DIMENSION',
      'query.measures.0: REPORT_UNKNOWN_MEASURE',
    ],
  ],
])('%s is refused with its place', (_name, request, expected) => {
  expect(refusals(request)).toEqual(expected);
});

test.each([
  ['ownr', '"owner"'],
  ['OWNER', '"owner"'],
  ['closed_on', '"closedOn"'],
  ['zzzzzz', '"amount"'],
])('"%s": did you mean %s', (name, nearest) => {
  expect(didYouMean(name, Object.keys(DEALS.dimensions)).startsWith(nearest)).toBe(true);
});

test('the message names the nearest name and what is on offer, in both languages', () => {
  const details = {
    name: 'ownr',
    suggestion: didYouMean('ownr', Object.keys(DEALS.dimensions)),
    known: 'owner, region',
  };
  expect(messageOf('REPORT_UNKNOWN_DIMENSION', 'en', details)).toBe(
    'There is no dimension "ownr". Did you mean "owner"? Offered: owner, region.',
  );
  expect(messageOf('REPORT_UNKNOWN_DIMENSION', 'zh-CN', details)).toContain('您是否要用："owner"');
});

test('values become parameters of their type', () => {
  const { conditions } = plan({
    filters: [
      filter('discounted', 'EQ', 'true'),
      filter('amount', 'GTE', '100'),
      filter('changedAt', 'LTE', '2026-01-01T00:00:00+08:00'),
      filter('owner', 'IN', '7320154782126481408'),
    ],
  });
  expect(conditions.map(({ values }) => values)).toEqual([
    [1],
    ['100.00'],
    [new Date('2025-12-31T16:00:00Z')],
    ['7320154782126481408'],
  ]);
});

test('a period is days for a day, and moments of the company zone for a moment', () => {
  const { conditions } = plan({
    filters: [filter('closedOn', 'IN_PERIOD', 'lastMonth'), filter('changedAt', 'IN_PERIOD', 'lastMonth')],
  });
  expect(conditions.map(({ operator, values }) => [operator, values])).toEqual([
    ['BETWEEN', ['2026-10-01', '2026-10-31']],
    ['BETWEEN', [new Date('2026-09-30T16:00:00.000Z'), new Date('2026-10-31T15:59:59.999Z')]],
  ]);
});

test('a day without a grain is grouped in the finest one on offer', () => {
  const { dimensions } = plan({ dimensions: [{ name: 'closedOn' }, { name: 'paidOn' }, { name: 'region' }] });
  expect(dimensions.map(({ grain }) => grain)).toEqual(['day', 'month', null]);
});
