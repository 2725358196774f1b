import type { Value } from '../world/rows.js';
import { type Asked, refusal } from './asked.js';
import { DATASETS, type Facts, type ModelDataset, nameFor } from './datasets.js';
import { reportable } from './places.js';
import type { Sight } from './sight.js';

interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly negate: boolean;
}

/** A report as it is asked. */
export interface ReportQuestion {
  readonly dataset: string;
  readonly dimensions: readonly { readonly name: string; readonly grain?: string | null }[];
  readonly measures: readonly string[];
  readonly filters: readonly Condition[];
  readonly having: readonly Condition[];
}

const NAMED = new Set(['owner', 'department', 'author']);
const NUMBERS = new Set(['employees', 'baseAmount', 'score']);

/** The report over the rows that the asker's report action reaches; rows in no order, sums as numbers. */
export function report(asked: Asked, question: ReportQuestion): unknown {
  const { sight } = asked;
  const dataset = DATASETS[question.dataset];
  if (!dataset) throw new Error(`The model has no dataset ${question.dataset}.`);
  if (!sight.oracle.holds(sight.person, reportAction(dataset))) throw refusal('FORBIDDEN');
  if (namesOf(question).some((name) => !reportable(asked, question.dataset, name))) throw refusal('BAD_USER_INPUT');
  const facts = dataset.facts(sight).filter((one) => question.filters.every((filter) => meets(sight, one, filter)));
  const groups = [...grouped(facts, question).values()].filter((group) =>
    question.having.every((condition) =>
      negated(condition, compared(sight, measured(dataset, condition.field, group), condition, true)),
    ),
  );
  const rows = groups.map((group) => [...keyCells(sight, group[0], question), ...measures(dataset, group, question)]);
  return {
    dataset: question.dataset,
    rows,
    rowCount: rows.length,
    truncated: false,
    totals: [...keyCells(sight, undefined, question), ...measures(dataset, facts, question)],
  };
}

/** Every dimension and measure that the report uses. */
function namesOf({ dimensions, measures, filters, having }: ReportQuestion): string[] {
  return [...dimensions.map(({ name }) => name), ...measures, ...[...filters, ...having].map(({ field }) => field)];
}

function reportAction({ type }: ModelDataset): string {
  return `${type[0]!.toLowerCase()}${type.slice(1)}.report`;
}

/** Without dimensions there is one group, also of nothing. */
function grouped(facts: readonly Facts[], question: ReportQuestion): Map<string, Facts[]> {
  const groups = new Map<string, Facts[]>(question.dimensions.length === 0 ? [['[]', []]] : []);
  for (const one of facts) {
    const key = JSON.stringify(question.dimensions.map(({ name, grain }) => stepOf(one[name] ?? null, grain)));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** The first day of the step of time. */
function stepOf(value: Value, grain: string | null | undefined): Value {
  if (!grain || value === null) return value;
  const day = new Date(`${String(value)}T00:00:00Z`);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  if (grain === 'WEEK') day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  if (grain === 'MONTH') day.setUTCDate(1);
  if (grain === 'QUARTER') day.setTime(Date.UTC(year, month - (month % 3), 1));
  if (grain === 'YEAR') day.setTime(Date.UTC(year, 0, 1));
  return day.toISOString().slice(0, 10);
}

function keyCells(sight: Sight, first: Facts | undefined, { dimensions }: ReportQuestion): Value[] {
  return dimensions.flatMap(({ name, grain }) => {
    const value = first ? stepOf(first[name] ?? null, grain) : null;
    return NAMED.has(name) ? [first ? nameFor(sight, name, value) : null, value] : [value];
  });
}

function measures(dataset: ModelDataset, group: readonly Facts[], question: ReportQuestion): Value[] {
  return question.measures.map((name) => measured(dataset, name, group));
}

function measured({ measures: known }: ModelDataset, name: string, group: readonly Facts[]): Value {
  const measure = known[name];
  if (!measure) throw new Error(`The model has no measure ${name}.`);
  return measure(group);
}

function meets(sight: Sight, facts: Facts, condition: Condition): boolean {
  const value = facts[condition.field] ?? null;
  if (condition.operator === 'CONTAINS') {
    const text = NAMED.has(condition.field) ? nameFor(sight, condition.field, value) : value;
    const wanted = String(condition.values[0]).toLowerCase();
    return negated(condition, text !== null && String(text).toLowerCase().includes(wanted));
  }
  return negated(condition, compared(sight, value, condition, NUMBERS.has(condition.field)));
}

function negated({ negate }: Condition, holds: boolean): boolean {
  return negate ? !holds : holds;
}

function compared({ oracle }: Sight, value: Value, { operator, values }: Condition, numeric: boolean): boolean {
  if (operator === 'IS_EMPTY') return value === null || value === '';
  if (value === null) return false;
  const order = (wanted: string | undefined): number =>
    numeric && !/^\d{4}-/.test(String(wanted))
      ? Number(value) - Number(wanted)
      : Number(String(value) > String(wanted)) - Number(String(value) < String(wanted));
  switch (operator) {
    case 'EQ':
    case 'IN':
      return values.some((one) => order(one) === 0);
    case 'GTE':
      return order(values[0]) >= 0;
    case 'LTE':
      return order(values[0]) <= 0;
    case 'BETWEEN':
      return order(values[0]) >= 0 && order(values[1]) <= 0;
    case 'IN_PERIOD':
      return String(value).startsWith(oracle.now.slice(0, 4));
    default:
      throw new Error(`The model knows no operator ${operator}.`);
  }
}
