import { Injectable } from '@nestjs/common';
import { knows } from '../../../kernel/access/field-access.js';
import { kindAt, momentLiteral } from '../../../kernel/access/kind-at.js';
import { fromOf, type Sql, visible } from '../../../kernel/access/readable.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { AskedMoments } from '../../../kernel/lists/asked-moments.js';
import type { FilterValue } from '../../../kernel/lists/define-list.js';
import { filterSql } from '../../../kernel/lists/filter-sql.js';
import { addAmounts } from '../../../kernel/runtime/money.js';
import { OPPORTUNITY } from '../opportunities.permissions.js';
import { amountFor } from './amount-for.js';
import { OPPORTUNITIES } from './opportunity-list.js';

/** By what the steps are told apart. */
export type WaterfallGroup = 'OWNER' | 'DEPARTMENT';

/** What is asked. */
export interface WaterfallAsked {
  readonly from: Date;
  readonly to: Date;
  readonly by: WaterfallGroup;
  readonly filter?: FilterValue | null;
}

/** The open pipeline between two moments, in the company's currency: opening + new + movedIn + amountUp − amountDown − won − lost − movedOut = closing. */
export interface WaterfallSteps {
  readonly opening: string | null;
  readonly new: string | null;
  readonly movedIn: string | null;
  readonly amountUp: string | null;
  readonly amountDown: string | null;
  readonly won: string | null;
  readonly lost: string | null;
  readonly movedOut: string | null;
  readonly closing: string | null;
}

/** The steps of one owner or department. */
export interface WaterfallRow extends WaterfallSteps {
  readonly groupId: string;
}

const STEPS = ['opening', 'new', 'movedIn', 'amountUp', 'amountDown', 'won', 'lost', 'movedOut', 'closing'] as const;
const GROUP_COLUMNS = { OWNER: 'owner_id', DEPARTMENT: 'department_id' } as const;

/** Computes what became of the open pipeline from one moment to another, deal by deal, in the database. */
@Injectable()
export class WaterfallQuery {
  constructor(
    private readonly database: Database,
    private readonly moments: AskedMoments,
  ) {}

  /** The largest closing first. Throws BAD_USER_INPUT. */
  async rows(viewer: Viewer, asked: WaterfallAsked): Promise<{ rows: WaterfallRow[]; total: WaterfallSteps }> {
    await this.moments.checkPeriod(asked.from, asked.to);
    const { text, params } = stepsSql(viewer, asked);
    // An order by figures that are kept from the viewer would tell of them.
    const order = knows(viewer, 'opportunity', 'base_amount') ? 'closing DESC, groupId' : 'groupId';
    const sums = STEPS.map((step) => `SUM(c.${step}) AS ${step}`).join(', ');
    const found = await this.database.rows<Record<string, string>>(
      `SELECT c.group_id AS groupId, ${sums} FROM (${text}) c GROUP BY c.group_id ORDER BY ${order}`,
      params,
    );
    const total = STEPS.map((step) => [step, addAmounts('0', ...found.map((row) => row[step]!))] as const);
    return {
      rows: found.map((row) => ({ groupId: row['groupId']!, ...shownSteps(viewer, row) })),
      total: shownSteps(viewer, Object.fromEntries(total)),
    };
  }
}

function shownSteps(viewer: Viewer, sums: Readonly<Record<string, string>>): WaterfallSteps {
  return Object.fromEntries(STEPS.map((step) => [step, amountFor(viewer, sums[step])])) as unknown as WaterfallSteps;
}

/** What each deal adds to the steps of the group that it was in then, and of the one that it is in at the end. */
function stepsSql(viewer: Viewer, asked: WaterfallAsked): Sql {
  const opening = dealsSql(viewer, asked, asked.from);
  const closing = dealsSql(viewer, asked, asked.to);
  const began = momentLiteral(asked.from);
  const wasOpen = "COALESCE(a.kind = 'OPEN', 0)";
  const isNew = `(a.id IS NULL AND b.created_at > ${began})`;
  const steps = (parts: Partial<Record<(typeof STEPS)[number], string>>): string =>
    STEPS.map((step) => `${parts[step] ?? '0'} AS ${step}`).join(', ');
  const left = 'CASE WHEN b.id IS NULL OR b.group_id <> a.group_id THEN a.amount ELSE 0 END';
  const entered = steps({
    new: `CASE WHEN ${isNew} THEN b.amount ELSE 0 END`,
    movedIn: `CASE WHEN ${wasOpen} AND a.group_id <> b.group_id THEN a.amount WHEN ${wasOpen} OR ${isNew} THEN 0 ELSE b.amount END`,
    amountUp: `CASE WHEN ${wasOpen} AND b.amount > a.amount THEN b.amount - a.amount ELSE 0 END`,
    amountDown: `CASE WHEN ${wasOpen} AND b.amount < a.amount THEN a.amount - b.amount ELSE 0 END`,
    won: "CASE WHEN b.kind = 'WON' THEN b.amount ELSE 0 END",
    lost: "CASE WHEN b.kind = 'LOST' THEN b.amount ELSE 0 END",
    closing: "CASE WHEN b.kind = 'OPEN' THEN b.amount ELSE 0 END",
  });
  const closedSince = `(a.id IS NULL AND b.entered_at > ${began})`;
  return {
    text:
      `SELECT a.group_id, ${steps({ opening: 'a.amount', movedOut: left })}` +
      ` FROM (${opening.text}) a LEFT JOIN (${closing.text}) b ON b.id = a.id WHERE a.kind = 'OPEN'` +
      ` UNION ALL SELECT b.group_id, ${entered}` +
      ` FROM (${closing.text}) b LEFT JOIN (${opening.text}) a ON a.id = b.id WHERE b.kind = 'OPEN' OR ${wasOpen} OR ${closedSince}`,
    params: [...opening.params, ...closing.params, ...closing.params, ...opening.params],
  };
}

/** The deals that the viewer sees at a moment. */
function dealsSql(viewer: Viewer, { by, filter }: WaterfallAsked, at: Date): Sql {
  const kind = kindAt(OPPORTUNITY, at);
  const seen = visible(viewer, kind, 't');
  const asked = filterSql(OPPORTUNITIES, viewer, filter, 't');
  return {
    text:
      `SELECT t.id, t.${GROUP_COLUMNS[by]} AS group_id, COALESCE(t.base_amount, 0) AS amount, t.stage_kind AS kind,` +
      ` t.created_at, t.stage_entered_at AS entered_at FROM ${fromOf(kind)} t WHERE ${seen.text}${asked ? ` AND ${asked.text}` : ''}`,
    params: [...seen.params, ...(asked?.params ?? [])],
  };
}
