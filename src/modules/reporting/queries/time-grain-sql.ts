import type { TimeGrain } from '../../../kernel/lists/dataset.js';

/** First day of the period that a DATE column's day lies in; plain arithmetic that all engines do alike. */
export function grainSql(column: string, grain: TimeGrain): string {
  switch (grain) {
    case 'day':
      return column;
    case 'week':
      return `DATE_SUB(${column}, INTERVAL WEEKDAY(${column}) DAY)`;
    case 'month':
      return `DATE_SUB(${column}, INTERVAL DAYOFMONTH(${column}) - 1 DAY)`;
    case 'quarter':
      return `DATE_ADD(MAKEDATE(YEAR(${column}), 1), INTERVAL (QUARTER(${column}) - 1) * 3 MONTH)`;
    case 'year':
      return `MAKEDATE(YEAR(${column}), 1)`;
  }
}
