import { rowsOf } from './rows.mjs';
import { places, scopeSql } from './scope-sql.mjs';

const COLUMNS = [
  { name: 'stage', type: 'TEXT', role: 'DIMENSION', grain: null },
  { name: 'expectedCloseOn', type: 'DATE', role: 'DIMENSION', grain: 'MONTH' },
  { name: 'count', type: 'INT', role: 'MEASURE', grain: null },
  { name: 'amount', type: 'DECIMAL', role: 'MEASURE', grain: null },
];

/** Number and amount of open deals by stage and month, in the departments asked for. */
export async function report(pool, scope, { query: { filters } }) {
  const departments = filters.find(({ field }) => field === 'department').values;
  const seen = scopeSql('t', { kind: 'opportunity', ofCustomer: true }, scope);
  const rows = await rowsOf(
    pool,
    `SELECT t.stage_code AS stage, DATE_SUB(t.expected_close_on, INTERVAL DAYOFMONTH(t.expected_close_on) - 1 DAY) AS month,
       COUNT(*) AS deals, SUM(t.base_amount) AS amount FROM opportunity t
     WHERE t.deleted_at IS NULL AND ${seen.text} AND t.stage_kind = 'OPEN' AND t.department_id IN (${places(departments)})
     GROUP BY stage, month ORDER BY stage, month`,
    [...seen.params, ...departments],
  );
  const cells = rows.map(({ stage, month, deals, amount }) => [stage, month, Number(deals), amount]);
  return {
    report: { dataset: 'opportunities', columns: COLUMNS, rows: cells, rowCount: cells.length, truncated: false },
  };
}
