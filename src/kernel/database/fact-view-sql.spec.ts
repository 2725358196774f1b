import { expect, test } from '@jest/globals';
import { companyDay, companyDayJoin, notDeleted } from './fact-view-sql.js';

test('the day is found by one look-up of the UTC day and set right to its neighbour', () => {
  expect(companyDayJoin('c.created_at', 'd')).toBe('LEFT JOIN calendar_day d ON d.date = DATE(c.created_at)');
  expect(companyDay('c.created_at', 'd')).toBe(
    'CASE WHEN c.created_at < d.utc_from THEN DATE_SUB(d.date, INTERVAL 1 DAY)' +
      ' WHEN c.created_at >= d.utc_to THEN DATE_ADD(d.date, INTERVAL 1 DAY) ELSE d.date END',
  );
});

test('the deletion mark is asked in a form that no index answers', () => {
  expect(notDeleted('c')).toBe('CASE WHEN c.deleted_at IS NULL THEN 1 ELSE 0 END = 1');
});
