import type { Sql } from '../../../kernel/access/readable.js';
import type { PlannedDimension, ReportPlan } from '../domain/report-query.js';
import { conditionSql, measureConditionSql } from './condition-sql.js';
import { aggregateSql } from './aggregate-sql.js';
import { grainSql } from './time-grain-sql.js';

/**
 * The statement of a report: groups first, under the scope, then looks names up for the few groups that are left. Identifiers come from
 * the dataset's closed map only; columns are `d0…` (dimensions), `n0…` (their names) and `m0…` (measures). Brings one row more than the limit.
 */
export function reportSql(plan: ReportPlan, scope: Sql): Sql {
  const { dataset, dimensions, measures } = plan;
  const grouped = groupedSql(plan, scope);
  if (dimensions.length === 0) return grouped;
  const names = dimensions.map(nameSql).filter((text) => text !== null);
  const columns = [...dimensions.map((_, i) => `g.d${i}`), ...names, ...measures.map((_, i) => `g.m${i}`)];
  return {
    text:
      `SELECT ${columns.join(', ')} FROM (${grouped.text}) g${dimensions.map(joinSql).join('')}` +
      ` ORDER BY ${orderSql(plan)} LIMIT ${Math.trunc(plan.limit) + 1} /* ${dataset.name} */`,
    params: grouped.params,
  };
}

/** The statement of the grand total: the same rows in one group; conditions on measures and the limit do not count. */
export function totalsSql({ dataset, measures, conditions }: ReportPlan, scope: Sql): Sql {
  const where = whereSql({ dataset, conditions }, scope);
  const columns = measures.map(({ definition }, i) => `${aggregateSql(definition, dataset.measures)} AS m${i}`);
  return { text: `SELECT ${columns.join(', ')} FROM ${dataset.view} t WHERE ${where.text}`, params: where.params };
}

function groupedSql(plan: ReportPlan, scope: Sql): Sql {
  const { dataset, dimensions, measures } = plan;
  const where = whereSql(plan, scope);
  const having = plan.having.map((condition) =>
    measureConditionSql(condition, aggregateSql(condition.field, dataset.measures)),
  );
  const columns = [
    ...dimensions.map((dimension, i) => `${groupSql(dimension)} AS d${i}`),
    ...measures.map(({ definition }, i) => `${aggregateSql(definition, dataset.measures)} AS m${i}`),
  ];
  const groupBy = dimensions.length > 0 ? ` GROUP BY ${dimensions.map((_, i) => `d${i}`).join(', ')}` : '';
  const after = having.length > 0 ? ` HAVING ${having.map(({ text }) => text).join(' AND ')}` : '';
  return {
    text: `SELECT ${columns.join(', ')} FROM ${dataset.view} t WHERE ${where.text}${groupBy}${after}`,
    params: [...where.params, ...having.flatMap(({ params }) => params)],
  };
}

function whereSql({ conditions }: Pick<ReportPlan, 'dataset' | 'conditions'>, scope: Sql): Sql {
  const parts = [scope, ...conditions.map((condition) => conditionSql(condition))];
  return { text: parts.map(({ text }) => text).join(' AND '), params: parts.flatMap(({ params }) => params) };
}

function groupSql({ definition, grain }: PlannedDimension): string {
  const column = `t.${definition.column}`;
  return grain ? grainSql(column, grain) : column;
}

function nameSql({ definition }: PlannedDimension, place: number): string | null {
  return definition.reference ? `r${place}.${definition.reference.name} AS n${place}` : null;
}

function joinSql({ definition }: PlannedDimension, place: number): string {
  return definition.reference ? ` LEFT JOIN ${definition.reference.table} r${place} ON r${place}.id = g.d${place}` : '';
}

/** What was asked first, then every dimension, so that the order is the same each time. */
function orderSql({ dimensions, sort }: ReportPlan): string {
  const asked = sort.flatMap(({ part, place, direction }) =>
    (part === 'measure' ? [`g.m${place}`] : shownSql(dimensions[place]!, place)).map(
      (column) => `${column} ${direction}`,
    ),
  );
  const shown = sort.length > 0 ? [] : dimensions.flatMap(shownSql);
  return [...new Set([...asked, ...shown, ...dimensions.map((_, i) => `g.d${i}`)])].join(', ');
}

/** What a dimension is sorted by: for a reference its order column or name. */
function shownSql({ definition: { reference } }: PlannedDimension, place: number): string[] {
  return reference ? [`r${place}.${reference.order ?? reference.name}`] : [`g.d${place}`];
}
