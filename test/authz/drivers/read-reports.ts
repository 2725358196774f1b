import { parse } from 'graphql';
import { answer } from '../model/answer.js';
import { DATASETS, type Facts, referenceType } from '../model/datasets.js';
import { reportable } from '../model/places.js';
import type { ReportQuestion } from '../model/reports.js';
import { Caller } from '../support/caller.js';
import type { Value } from '../world/rows.js';
import { type Comparison, normal } from './comparison.js';
import { type Drawing, drawMoment, howMany, leastCovered, pairsToDraw } from './draw-arguments.js';

/** What the product offers of one dataset. */
export interface OfferedDataset {
  readonly name: string;
  readonly dimensions: readonly Offered[];
  readonly measures: readonly Offered[];
}

interface Offered {
  readonly name: string;
  readonly type: string;
  readonly grains?: readonly string[];
  readonly operators: readonly string[];
  readonly named?: boolean;
  readonly values?: readonly { readonly value: string }[] | null;
}

/** The catalogue of an administrator. */
export const CATALOGUE = `{ reportDatasets { name dimensions { name type grains operators named values { value } } measures { name type operators } } }`;

/** Any report. */
export const DOCUMENT =
  'query($query: ReportQuery!, $asOf: DateTime) { report(query: $query, asOf: $asOf) { dataset rows rowCount truncated totals } }';
const OF_THE_PAST_PERCENT = 40;
const REPORTS_EACH = 2;
const MOST_CONDITIONS = 4;
/** Money and averages may differ in the last digit that is shown. */
const CENTS = 100;

/** Every way to ask a report that the catalogue offers. */
export function reportPaths(catalogue: readonly OfferedDataset[]): string[] {
  return catalogue.flatMap(({ name, dimensions, measures }) => [
    ...dimensions.flatMap((one) => [
      `report:${name}.dimension.${one.name}`,
      ...(one.grains ?? []).map((grain) => `report:${name}.grain.${one.name}.${grain}`),
      ...one.operators.map((operator) => `report:${name}.filter.${one.name}.${operator}`),
    ]),
    ...measures.flatMap((one) => [
      `report:${name}.measure.${one.name}`,
      ...one.operators.map((operator) => `report:${name}.having.${one.name}.${operator}`),
    ]),
  ]);
}

/** Reports of every dataset in turn: groups, filters and conditions on measures that were compared least often. */
export async function readReports(
  comparison: Comparison,
  drawing: Drawing,
  catalogue: readonly OfferedDataset[],
): Promise<void> {
  for (const dataset of drawing.chance.shuffled(catalogue))
    for (let i = 0; i < REPORTS_EACH; i++) await readReport(comparison, drawing, dataset);
}

async function readReport(comparison: Comparison, drawing: Drawing, dataset: OfferedDataset): Promise<void> {
  const asOf = drawMoment(drawing, 'Query.report', OF_THE_PAST_PERCENT);
  const question = drawReport(comparison, drawing, dataset, asOf);
  const variables = { query: question as unknown, asOf };
  const expected = answer(comparison.asked, parse(DOCUMENT), { query: question, asOf });
  const given = await comparison.caller.ask(DOCUMENT, variables);
  comparison.told.push({ document: DOCUMENT, variables, answer: JSON.stringify(given) });
  const actual = { data: given.data, code: Caller.codeOf(given) };
  const same = comparison.check('report', { document: DOCUMENT, variables }, unordered(expected), unordered(actual));
  if (!same || actual.code !== null) return;
  for (const path of pathsOf(question)) drawing.coverage.add(path);
  drawing.coverage.record(parse(DOCUMENT), variables);
}

interface ReportAnswer {
  readonly data: Record<string, unknown> | null;
  readonly code: string | null;
}

/** Rows in no order, and numbers as numbers: an amount is text with two digits in the product. */
function unordered({ data, code }: ReportAnswer): unknown {
  const report = data?.['report'] as { rows: unknown[][]; totals: unknown[] } | undefined;
  if (!report) return { code };
  const rows = report.rows.map((row) => row.map(plain)).map((row) => JSON.stringify(row));
  return { code, report: { ...report, rows: rows.sort(), totals: report.totals.map(plain) } };
}

function plain(cell: unknown): unknown {
  const number = typeof cell === 'number' || (typeof cell === 'string' && /^-?\d{1,12}\.\d{2}$/.test(cell));
  return number ? inCents(Number(cell)) / CENTS : normal(cell);
}

/** An average in the middle of two cents is the upper one, in whatever order its parts were added. */
function inCents(value: number): number {
  return Math.round(Number((value * CENTS).toPrecision(12)));
}

function drawReport(
  { asked }: Comparison,
  drawing: Drawing,
  { name, dimensions, measures }: OfferedDataset,
  asOf: string | null,
): ReportQuestion & { sort: unknown[] } {
  const { chance } = drawing;
  const facts = DATASETS[name]?.facts(asOf ? asked.sight.at(asOf) : asked.sight) ?? [];
  const known = ({ name: field }: Offered): boolean => reportable(asked, name, field);
  const grouping = pairsToDraw(drawing, dimensions, known);
  const measuring = pairsToDraw(drawing, measures, known);
  const groupBy = drawGroups(drawing, name, grouping).slice(0, chance.between(0, 2));
  // By names above all, since those are looked up beside the rows.
  const byName = grouping.filter((one) => one.named && groupBy.every((group) => group.name !== one.name));
  if (asOf && byName.length > 0 && chance.percent(50)) groupBy.push({ name: chance.pick(byName).name });
  const shown = leastCovered(drawing, measuring, (one) => `report:${name}.measure.${one.name}`).slice(0, 3);
  const filters = chance.percent(70) ? conditions(drawing, `report:${name}.filter`, grouping, facts) : [];
  return {
    dataset: name,
    dimensions: groupBy,
    measures: shown.map((one) => one.name),
    filters: asOf && chance.percent(40) ? namedToday(drawing, grouping, facts) : filters,
    having: groupBy.length > 0 && chance.percent(70) ? conditions(drawing, `report:${name}.having`, measuring, []) : [],
    sort:
      chance.percent(50) && groupBy.length + shown.length > 0
        ? [{ by: chance.pick([...groupBy, ...shown]).name, direction: chance.pick(['ASC', 'DESC']) }]
        : [],
  };
}

/** A condition by the name that somebody has now, who had one of the rows then. */
function namedToday(
  { chance, world }: Drawing,
  grouping: readonly Offered[],
  facts: readonly Facts[],
): ReportQuestion['filters'] {
  const named = grouping.filter((one) => one.named);
  if (named.length === 0 || facts.length === 0) return [];
  const { name: field } = chance.pick(named);
  const id = chance.pick(facts)[field];
  const row = world.rows[referenceType(field)]?.find((one) => one.id === id);
  const values = [String(row?.['name'] ?? 'x').slice(-3)];
  return [{ field, operator: 'CONTAINS', values, negate: chance.percent(30) }];
}

/** Dimensions with the step of time used least, each once. */
function drawGroups(
  drawing: Drawing,
  dataset: string,
  dimensions: readonly Offered[],
): ReportQuestion['dimensions'][number][] {
  const ways = dimensions.flatMap(({ name, grains = [] }) =>
    grains.length === 0 ? [{ name }] : grains.map((grain) => ({ name, grain })),
  );
  const path = ({ name, grain }: { name: string; grain?: string }): string =>
    grain ? `report:${dataset}.grain.${name}.${grain}` : `report:${dataset}.dimension.${name}`;
  const drawn = leastCovered(drawing, ways, path);
  return drawn.filter(({ name }, place) => drawn.findIndex((one) => one.name === name) === place);
}

function conditions(
  drawing: Drawing,
  place: string,
  fields: readonly Offered[],
  facts: readonly Facts[],
): ReportQuestion['filters'] {
  const pairs = fields.flatMap((field) => field.operators.map((operator) => ({ field, operator })));
  const path = ({ field, operator }: (typeof pairs)[number]): string => `${place}.${field.name}.${operator}`;
  return leastCovered(drawing, pairs, path)
    .slice(0, Math.min(MOST_CONDITIONS, howMany(drawing, pairs.map(path))))
    .map(({ field, operator }) => ({
      field: field.name,
      operator,
      values: valuesFor(drawing, field, operator, facts),
      negate: drawing.chance.percent(30),
    }));
}

const FALLBACKS: Readonly<Record<string, string>> = {
  ...{ ID: '4242', INT: '1', FLOAT: '0.5', DECIMAL: '1000.00', DATE: '2026-05-01', TEXT: 'x', BOOLEAN: 'true' },
  DATE_TIME: '2026-05-01T00:00:00Z',
};

function valuesFor(drawing: Drawing, field: Offered, operator: string, facts: readonly Facts[]): string[] {
  const { chance } = drawing;
  if (operator === 'IS_EMPTY') return [];
  if (operator === 'IN_PERIOD') return ['thisYear'];
  const known = facts
    .map((one) => one[field.name] ?? null)
    .filter((value): value is NonNullable<Value> => value !== null);
  const one = (): string =>
    known.length > 0 ? String(chance.pick(known)) : (field.values?.[0]?.value ?? FALLBACKS[field.type] ?? 'x');
  if (operator === 'CONTAINS') return [nameOrPart(drawing, field, one())];
  if (operator === 'BETWEEN') return [one(), one()].sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
  return operator === 'IN' ? [one(), one()] : [one()];
}

/** Part of the text itself, or of the name of anybody, seen or unseen. */
function nameOrPart({ chance, world }: Drawing, { named, name }: Offered, text: string): string {
  const source = named ? String(chance.pick(world.rows[referenceType(name)] ?? [])['name']) : text;
  return source.slice(-3);
}

function pathsOf({ dataset, dimensions, measures, filters, having }: ReportQuestion): string[] {
  return [
    ...dimensions.flatMap(({ name, grain }) => [
      `report:${dataset}.dimension.${name}`,
      ...(grain ? [`report:${dataset}.grain.${name}.${grain}`] : []),
    ]),
    ...measures.map((name) => `report:${dataset}.measure.${name}`),
    ...filters.map(({ field, operator }) => `report:${dataset}.filter.${field}.${operator}`),
    ...having.map(({ field, operator }) => `report:${dataset}.having.${field}.${operator}`),
  ];
}
