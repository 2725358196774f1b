import { tableAt } from '../../../kernel/access/kind-at.js';
import type { Sql } from '../../../kernel/access/readable.js';
import type { PlannedDimension, ReportPlan } from '../domain/report-query.js';
import { conditionSql, measureConditionSql } from './condition-sql.js';
import { aggregateSql } from './aggregate-sql.js';
import type { ReportGround } from './report-ground.js';
import { type ColumnSql, namesInReach, rowsInReach, SeenColumns } from './seen-columns-sql.js';
import { grainSql } from './time-grain-sql.js';

/**
 * The statement of a report: groups first, over what the asker reaches, then looks names up for the few groups that are left. Identifiers come
 * from the dataset's closed map only; columns are `d0…` (dimensions), `n0…` (their names) and `m0…` (measures). Brings one row more than the limit.
 */
export function reportSql(plan: ReportPlan, ground: ReportGround): Sql {
  const { dataset, dimensions, measures } = plan;
  const grouped = groupedSql(plan, ground);
  if (dimensions.length === 0) return grouped;
  const joins = dimensions.map((dimension, place) => joinSql(dimension, place, ground));
  const names = dimensions.map(nameSql).filter((text) => text !== null);
  const columns = [...dimensions.map((_, i) => `g.d${i}`), ...names, ...measures.map((_, i) => `g.m${i}`)];
  return {
    text:
      `SELECT ${columns.join(', ')} FROM (${grouped.text}) g${joins.map(({ text }) => text).join('')}` +
      ` ORDER BY ${orderSql(plan)} LIMIT ${Math.trunc(plan.limit) + 1} /* ${dataset.name} */`,
    params: [...grouped.params, ...joins.flatMap(({ params }) => params)],
  };
}

/** The statement of the grand total: the same rows in one group; conditions on measures and the limit do not count. */
export function totalsSql(plan: ReportPlan, ground: ReportGround): Sql {
  return groupedSql({ ...plan, dimensions: [], having: [] }, ground);
}

function groupedSql(plan: ReportPlan, ground: ReportGround): Sql {
  const { dataset, dimensions, measures } = plan;
  const columns = new SeenColumns(ground, dataset);
  const wanted = [
    ...dimensions.map((dimension, i) => `${groupSql(dimension, columns.of)} AS d${i}`),
    ...measures.map(({ definition }, i) => `${aggregateSql(definition, dataset.measures, columns.of)} AS m${i}`),
  ];
  const where = whereSql(plan, ground, columns.of);
  const having = plan.having.map((condition) =>
    measureConditionSql(condition, aggregateSql(condition.field, dataset.measures, columns.of)),
  );
  const source = columns.source();
  const groupBy = dimensions.length > 0 ? ` GROUP BY ${dimensions.map((_, i) => `d${i}`).join(', ')}` : '';
  const after = having.length > 0 ? ` HAVING ${having.map(({ text }) => text).join(' AND ')}` : '';
  return {
    text: `SELECT ${wanted.join(', ')} FROM ${source.text} WHERE ${where.text}${groupBy}${after}`,
    params: [...source.params, ...where.params, ...having.flatMap(({ params }) => params)],
  };
}

function whereSql({ dataset, conditions }: ReportPlan, ground: ReportGround, column: ColumnSql): Sql {
  const parts = [
    rowsInReach(ground, dataset),
    ...conditions.map((condition) => conditionSql(condition, ground, column)),
  ];
  return { text: parts.map(({ text }) => text).join(' AND '), params: parts.flatMap(({ params }) => params) };
}

function groupSql({ definition, grain }: PlannedDimension, columnSql: ColumnSql): string {
  const column = columnSql(definition.column);
  return grain ? grainSql(column, grain) : column;
}

function nameSql({ definition }: PlannedDimension, place: number): string | null {
  return definition.reference ? `r${place}.${definition.reference.name} AS n${place}` : null;
}

/** A name that the asker may not be told is as none, also for the order. */
function joinSql({ definition: { reference } }: PlannedDimension, place: number, ground: ReportGround): Sql {
  if (!reference) return { text: '', params: [] };
  const told = namesInReach(ground, reference, `r${place}`);
  return {
    text: ` LEFT JOIN ${tableAt(reference.table, ground.at)} r${place} ON r${place}.id = g.d${place} AND ${told.text}`,
    params: told.params,
  };
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
