import { expect, test } from '@jest/globals';
import { bounded } from './bounded-read.js';

test('each engine is told its own way', () => {
  expect(bounded('SELECT 1', 'mariadb', 10)).toBe('SET STATEMENT max_statement_time=10 FOR SELECT 1');
  expect(bounded('SELECT 1', 'mysql', 10)).toBe('SELECT /*+ MAX_EXECUTION_TIME(10000) */ 1');
});

test('only a SELECT is bounded', () => {
  expect(() => bounded('DELETE FROM person', 'mariadb', 10)).toThrow();
});
