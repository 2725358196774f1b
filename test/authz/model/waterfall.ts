import type { Row } from '../world/rows.js';
import { type Asked, refusal } from './asked.js';
import { checkFilter, type Filter, meetsFilter } from './filter.js';
import { checkMoment } from './moments.js';
import { knows } from './places.js';

interface WaterfallArgs {
  readonly from: string;
  readonly to: string;
  readonly by: 'OWNER' | 'DEPARTMENT';
  readonly filter?: Filter | null;
}

const STEPS = ['opening', 'new', 'movedIn', 'amountUp', 'amountDown', 'won', 'lost', 'movedOut', 'closing'] as const;
type Steps = Record<(typeof STEPS)[number], number>;

/** The open pipeline from one moment to the other, deal by deal, in cents. */
export function waterfall(asked: Asked, { from, to, by, filter }: WaterfallArgs): unknown {
  if (from >= to) throw refusal('BAD_USER_INPUT');
  for (const moment of [from, to]) checkMoment(asked, moment);
  checkFilter(asked, 'Opportunity', filter);
  const [then, now] = [from, to].map((moment) => dealsAt(asked, moment, filter)) as [Row[], Row[]];
  const groups = new Map<string, Steps>();
  const add = (group: string, step: keyof Steps, cents: number): void => {
    const steps = groups.get(group) ?? (Object.fromEntries(STEPS.map((one) => [one, 0])) as Steps);
    steps[step] += cents;
    groups.set(group, steps);
  };
  const column = by === 'OWNER' ? 'owner_id' : 'department_id';
  for (const id of new Set([...then, ...now].map((deal) => deal.id))) {
    const [was, is] = [then, now].map((deals) => deals.find((deal) => deal.id === id)) as [
      Row | undefined,
      Row | undefined,
    ];
    follow(was, is, from, column, add);
  }
  const rows = [...groups].map(([groupId, steps]) => ({ groupId, steps }));
  const known = knows(asked, 'Opportunity', 'base_amount');
  rows.sort(
    (a, b) => (known ? b.steps.closing - a.steps.closing : 0) || (BigInt(a.groupId) < BigInt(b.groupId) ? -1 : 1),
  );
  const total = Object.fromEntries(
    STEPS.map((one) => [one, rows.reduce((sum, { steps }) => sum + steps[one], 0)]),
  ) as Steps;
  return { rows: rows.map(({ groupId, steps }) => ({ groupId, ...texts(steps, known) })), total: texts(total, known) };
}

function dealsAt(asked: Asked, moment: string, filter: Filter | null | undefined): Row[] {
  const there = { ...asked, sight: asked.sight.at(moment) };
  return there.sight.rows('Opportunity').filter((row) => meetsFilter(there, 'Opportunity', row, filter));
}

/** What one deal adds to which steps of whose pipeline. */
function follow(
  was: Row | undefined,
  is: Row | undefined,
  from: string,
  column: string,
  add: (group: string, step: keyof Steps, cents: number) => void,
): void {
  const wasOpen = was?.['stage_kind'] === 'OPEN';
  const moved = was && is && was[column] !== is[column];
  if (wasOpen) {
    add(groupOf(was, column), 'opening', cents(was));
    if (!is || moved) add(groupOf(was, column), 'movedOut', cents(was));
  }
  if (!is) return;
  const group = groupOf(is, column);
  const isOpen = is['stage_kind'] === 'OPEN';
  const closedSince = !was && String(is['stage_entered_at']) > from;
  if (!isOpen && !wasOpen && !closedSince) return;
  const isNew = !was && String(is['created_at']) > from;
  // A deal of the group adds a row of its own even where all its steps are nothing.
  add(group, 'new', isNew ? cents(is) : 0);
  if (wasOpen && moved) add(group, 'movedIn', cents(was));
  else if (!wasOpen && !isNew) add(group, 'movedIn', cents(is));
  if (wasOpen) {
    const more = cents(is) - cents(was);
    add(group, more > 0 ? 'amountUp' : 'amountDown', Math.abs(more));
  }
  const outcome = { OPEN: 'closing', WON: 'won', LOST: 'lost' } as const;
  add(group, outcome[is['stage_kind'] as keyof typeof outcome], cents(is));
}

function groupOf(deal: Row, column: string): string {
  return String(deal[column]);
}

function cents(deal: Row): number {
  return Math.round(Number(deal['base_amount'] ?? 0) * 100);
}

function texts(steps: Steps, known: boolean): Record<string, string | null> {
  return Object.fromEntries(STEPS.map((one) => [one, known ? (steps[one] / 100).toFixed(2) : null]));
}
