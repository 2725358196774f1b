import { type Row, rowOf, type StageRow, type Value, type World } from '../world/rows.js';
import { type Asked, connection, type ListArgs, type Source } from './asked.js';
import { checkFilter, meetsFilter } from './filter.js';
import type { ModelPage } from './page.js';
import { knows } from './places.js';

interface Narrowed {
  readonly departmentId?: string | null;
  readonly ownerId?: string | null;
}

interface Column {
  readonly stage: StageRow;
  /** What stands in the stage, now or at the moment of the question. */
  readonly rows: (asked: Asked) => readonly Row[];
}

const BEST_FROM = 0.3;
const COMMIT_FROM = 0.7;
const DAY_MS = 86_400_000;

/** The deals that the asker sees, in that department or below it, of that owner. */
function deals({ sight }: Asked, { departmentId, ownerId }: Narrowed): Row[] {
  return sight
    .rows('Opportunity')
    .filter((deal) => !departmentId || below(sight.oracle.records, deal['department_id'], departmentId))
    .filter((deal) => !ownerId || deal['owner_id'] === ownerId);
}

/** In the department or below it, whether or not it is deleted: nobody's rights hang on it here. */
function below(world: World, departmentId: Value | undefined, above: string): boolean {
  const department = rowOf(world, 'Department', departmentId);
  return department !== null && (department.id === above || below(world, department['parent_id'], above));
}

/** Amounts add up in the hundredth part of a cent, so that nothing is lost before the rounding. */
function sum(asked: Asked, rows: readonly Row[], weigh: (row: Row) => number = () => 1): string | null {
  if (!knows(asked, 'Opportunity', 'base_amount')) return null;
  const total = rows.reduce((all, row) => all + Math.round(Number(row['base_amount'] ?? 0) * weigh(row) * 10_000), 0);
  return (Math.round(total / 100) / 100).toFixed(2);
}

/** Every stage in order with what stands in it. */
export function board(asked: Asked, args: ListArgs & Narrowed): unknown[] {
  checkFilter(asked, 'Opportunity', args.filter);
  return asked.features.stages.map((stage) => {
    const within = (there: Asked): Row[] =>
      deals(there, args)
        .filter((row) => meetsFilter(there, 'Opportunity', row, args.filter))
        .filter((row) => row['stage_code'] === stage.code && row['stage_model_id'] === stage.modelId);
    const rows = within(asked);
    return {
      ...{ stage, rows: within, count: rows.length, baseAmount: sum(asked, rows) },
      weightedAmount: sum(asked, rows, (row) => Number(row['probability'])),
    };
  });
}

export function boardDeals(asked: Asked, { rows }: Column, args: ListArgs): ModelPage<Source> {
  return connection(asked, 'Opportunity', rows(asked), args);
}

/** What each month may bring and has brought. */
export function forecast(asked: Asked, args: Narrowed & { fromMonth: string; months: number }): unknown[] {
  const seen = deals(asked, args);
  const [year, first] = args.fromMonth.split('-').map(Number);
  return Array.from({ length: args.months }, (_, index) => {
    const month = new Date(Date.UTC(year!, first! - 1 + index, 1)).toISOString().slice(0, 7);
    const open = seen.filter((row) => row['stage_kind'] === 'OPEN' && within(row['expected_close_on'], month));
    const won = seen.filter((row) => row['stage_kind'] === 'WON' && within(row['closed_on'], month));
    const from = (least: number): Row[] => open.filter((row) => Number(row['probability']) >= least);
    return {
      ...{ month, openDeals: open.length, pipeline: sum(asked, open), best: sum(asked, from(BEST_FROM)) },
      ...{ weighted: sum(asked, open, (row) => Number(row['probability'])), commit: sum(asked, from(COMMIT_FROM)) },
      ...{ wonDeals: won.length, won: sum(asked, won) },
    };
  });
}

function within(day: Row[string] | undefined, month: string): boolean {
  return typeof day === 'string' && day.startsWith(month);
}

/** Of the deals that entered each stage in the period, how many went on, and how long they stayed. */
export function funnel(asked: Asked, args: Narrowed & { from: string; to: string }): unknown[] {
  const seen = new Map(deals(asked, args).map((row) => [row.id, row]));
  const all = asked.sight.oracle.world.rows['StageEntry'] ?? [];
  const entries = all.filter((entry) => seen.has(String(entry['opportunity_id'])));
  const period = entries.filter((entry) => {
    const day = String(entry['entered_on']);
    return day >= args.from && day <= args.to;
  });
  return asked.features.stages.map((stage) => {
    const stays = period.filter((entry) => entry['stage_code'] === stage.code);
    const entered = [...new Set(stays.map((entry) => String(entry['opportunity_id'])))].map((id) => seen.get(id)!);
    const movedOn = entered.filter((deal) => furthest(asked, entries, deal) > stage.position).length;
    return {
      ...{ stage, entered: entered.length, baseAmount: sum(asked, entered), movedOn },
      won: entered.filter((deal) => deal['stage_kind'] === 'WON').length,
      conversion: stage.kind === 'OPEN' && entered.length > 0 ? movedOn / entered.length : null,
      ...lengths(stays),
    };
  });
}

function furthest({ features }: Asked, entries: readonly Row[], deal: Row): number {
  const codes = entries.filter((entry) => entry['opportunity_id'] === deal.id).map((entry) => entry['stage_code']);
  const reached = features.stages.filter(({ code, kind }) => kind !== 'LOST' && codes.includes(code));
  return Math.max(0, ...reached.map(({ position }) => position));
}

function lengths(stays: readonly Row[]): { averageDays: number | null; medianDays: number | null } {
  const days = stays
    .filter((stay) => stay['left_at'] !== null)
    .map((stay) => (Date.parse(String(stay['left_at'])) - Date.parse(String(stay['entered_at']))) / DAY_MS)
    .sort((a, b) => a - b);
  if (days.length === 0) return { averageDays: null, medianDays: null };
  const middle = (days[Math.floor((days.length - 1) / 2)]! + days[Math.floor(days.length / 2)]!) / 2;
  return { averageDays: days.reduce((a, b) => a + b, 0) / days.length, medianDays: middle };
}
