import type { Aggregate, DatasetMeasure } from '../../../kernel/lists/dataset.js';
import type { ColumnSql } from './seen-columns-sql.js';

/** A measure as SQL over the rows of a group; a sum over nothing is 0, an average or a ratio of nothing is null. */
export function aggregateSql(
  { aggregate, type }: DatasetMeasure,
  all: Readonly<Record<string, DatasetMeasure>>,
  column: ColumnSql,
): string {
  if (aggregate.kind !== 'ratio') return plainSql(aggregate, type, column);
  const of = all[aggregate.of];
  const to = all[aggregate.to];
  if (!of || !to) throw new Error(`The ratio of ${aggregate.of} to ${aggregate.to} names no measure.`);
  const quotient = `${aggregateSql(of, all, column)} / NULLIF(${aggregateSql(to, all, column)}, 0)`;
  return type === 'decimal' ? `ROUND(${quotient}, 2)` : `1e0 * ${quotient}`;
}

function plainSql(
  aggregate: Exclude<Aggregate, { kind: 'ratio' }>,
  type: DatasetMeasure['type'],
  column: ColumnSql,
): string {
  switch (aggregate.kind) {
    case 'count':
      return aggregate.column === undefined ? 'COUNT(*)' : `COUNT(${column(aggregate.column)})`;
    case 'countDistinct':
      return `COUNT(DISTINCT ${column(aggregate.column)})`;
    case 'sum':
      return `COALESCE(SUM(${column(aggregate.column)}), 0)`;
    case 'avg':
      return type === 'decimal' ? `ROUND(AVG(${column(aggregate.column)}), 2)` : `AVG(${column(aggregate.column)})`;
    case 'min':
      return `MIN(${column(aggregate.column)})`;
    case 'max':
      return `MAX(${column(aggregate.column)})`;
  }
}
