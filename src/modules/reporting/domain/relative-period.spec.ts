import { expect, test } from '@jest/globals';
import { daysOfPeriod, PERIOD_EXAMPLES } from './relative-period.js';

/** A Sunday, the last day of an ISO week. */
const SUNDAY = '2026-11-22';

test.each([
  ['today', '2026-11-22', '2026-11-22'],
  ['yesterday', '2026-11-21', '2026-11-21'],
  ['tomorrow', '2026-11-23', '2026-11-23'],
  ['thisWeek', '2026-11-16', '2026-11-22'],
  ['lastWeek', '2026-11-09', '2026-11-15'],
  ['nextWeek', '2026-11-23', '2026-11-29'],
  ['thisMonth', '2026-11-01', '2026-11-30'],
  ['thisMonthToDate', '2026-11-01', '2026-11-22'],
  ['lastMonth', '2026-10-01', '2026-10-31'],
  ['thisQuarter', '2026-10-01', '2026-12-31'],
  ['lastQuarter', '2026-07-01', '2026-09-30'],
  ['thisQuarterToDate', '2026-10-01', '2026-11-22'],
  ['thisYear', '2026-01-01', '2026-12-31'],
  ['lastYear', '2025-01-01', '2025-12-31'],
  ['nextYear', '2027-01-01', '2027-12-31'],
  ['last90Days', '2026-08-25', '2026-11-22'],
  ['last1Day', '2026-11-22', '2026-11-22'],
  ['last4Weeks', '2026-10-19', '2026-11-15'],
  ['last12Months', '2025-11-01', '2026-10-31'],
  ['last4Quarters', '2025-10-01', '2026-09-30'],
  ['next30Days', '2026-11-22', '2026-12-21'],
  ['next3Months', '2026-12-01', '2027-02-28'],
])('%s on a Sunday', (name, from, to) => {
  expect(daysOfPeriod(name, SUNDAY)).toEqual({ from, to });
});

test.each([
  ['lastMonth', '2024-03-31', '2024-02-01', '2024-02-29'],
  ['thisWeek', '2027-01-01', '2026-12-28', '2027-01-03'],
  ['lastQuarter', '2026-01-15', '2025-10-01', '2025-12-31'],
])('%s seen from %s', (name, today, from, to) => {
  expect(daysOfPeriod(name, today)).toEqual({ from, to });
});

test.each([
  '',
  'last0Days',
  'thisDay',
  'ThisMonth',
  'last99999Days',
  'last9999Years',
  'constructor',
  'toString',
  "last4Weeks' OR 1=1",
])('"%s" is no period', (name) => {
  expect(daysOfPeriod(name, SUNDAY)).toBeNull();
});

test('every example is a period', () => {
  expect(PERIOD_EXAMPLES.filter((name) => daysOfPeriod(name, SUNDAY) === null)).toEqual([]);
});
