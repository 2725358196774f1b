import { tableAt } from '../../../kernel/access/kind-at.js';
import type { Sql } from '../../../kernel/access/readable.js';
import type { DatasetDimension, DatasetMeasure, FieldType } from '../../../kernel/lists/dataset.js';
import type { Condition } from '../domain/report-query.js';
import type { ReportGround } from './report-ground.js';
import { type ColumnSql, namesInReach } from './seen-columns-sql.js';

/** Amounts arrive as text; without the cast they would be compared as floating point. */
const EXACT = 'CAST(? AS DECIMAL(20,2))';

/** A checked condition on a dimension; values are parameters. A negated one also holds where the field is empty. */
export function conditionSql(condition: Condition<DatasetDimension>, ground: ReportGround, columnSql: ColumnSql): Sql {
  const { field } = condition;
  const column = columnSql(field.column);
  if (condition.operator === 'CONTAINS')
    return negated(condition, containsSql(ground, field, column, String(condition.values[0])));
  if (condition.operator === 'IS_EMPTY' && field.type === 'text')
    return negated(condition, { text: `(${column} IS NULL OR ${column} = '')`, params: [] });
  return negated(condition, comparisonSql(condition, column));
}

/** A checked condition on a measure, for HAVING. */
export function measureConditionSql(condition: Condition<DatasetMeasure>, expression: string): Sql {
  return negated(condition, comparisonSql(condition, `(${expression})`));
}

function comparisonSql({ field, operator, values }: Condition<{ readonly type: FieldType }>, left: string): Sql {
  const place = field.type === 'decimal' ? EXACT : '?';
  switch (operator) {
    case 'EQ':
      return { text: `${left} = ${place}`, params: values };
    case 'IN':
      return { text: `${left} IN (${values.map(() => place).join(',')})`, params: values };
    case 'GTE':
      return { text: `${left} >= ${place}`, params: values };
    case 'LTE':
      return { text: `${left} <= ${place}`, params: values };
    case 'BETWEEN':
      return { text: `${left} BETWEEN ${place} AND ${place}`, params: values };
    case 'IS_EMPTY':
      return { text: `${left} IS NULL`, params: [] };
    default:
      throw new Error(`${operator} is no comparison.`);
  }
}

function containsSql(ground: ReportGround, { reference }: DatasetDimension, column: string, text: string): Sql {
  const params = [`%${text.toLowerCase().replace(/[\\%_]/g, (character) => `\\${character}`)}%`];
  if (!reference) return { text: `LOWER(${column}) LIKE ?`, params };
  const told = namesInReach(ground, reference, 'r');
  return {
    text: `${column} IN (SELECT r.id FROM ${tableAt(reference.table, ground.at)} r WHERE ${told.text} AND LOWER(r.${reference.name}) LIKE ?)`,
    params: [...told.params, ...params],
  };
}

function negated({ negate }: Condition<unknown>, sql: Sql): Sql {
  return negate ? { text: `NOT COALESCE(${sql.text}, 0)`, params: sql.params } : sql;
}
