import type { Aggregate, DatasetMeasure } from '../../../kernel/lists/dataset.js';

/** A measure as SQL over the rows of a group; a sum over nothing is 0, an average or a ratio of nothing is null. */
export function aggregateSql(
  { aggregate, type }: DatasetMeasure,
  all: Readonly<Record<string, DatasetMeasure>>,
): string {
  if (aggregate.kind !== 'ratio') return plainSql(aggregate, type);
  const of = all[aggregate.of];
  const to = all[aggregate.to];
  if (!of || !to) throw new Error(`The ratio of ${aggregate.of} to ${aggregate.to} names no measure.`);
  const quotient = `${aggregateSql(of, all)} / NULLIF(${aggregateSql(to, all)}, 0)`;
  return type === 'decimal' ? `ROUND(${quotient}, 2)` : `1e0 * ${quotient}`;
}

function plainSql(aggregate: Exclude<Aggregate, { kind: 'ratio' }>, type: DatasetMeasure['type']): string {
  switch (aggregate.kind) {
    case 'count':
      return aggregate.column === undefined ? 'COUNT(*)' : `COUNT(t.${aggregate.column})`;
    case 'countDistinct':
      return `COUNT(DISTINCT t.${aggregate.column})`;
    case 'sum':
      return `COALESCE(SUM(t.${aggregate.column}), 0)`;
    case 'avg':
      return type === 'decimal' ? `ROUND(AVG(t.${aggregate.column}), 2)` : `AVG(t.${aggregate.column})`;
    case 'min':
      return `MIN(t.${aggregate.column})`;
    case 'max':
      return `MAX(t.${aggregate.column})`;
  }
}
