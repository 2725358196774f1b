import { Injectable } from '@nestjs/common';
import { visible } from '../../../kernel/access/readable.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { addDays } from '../../../kernel/runtime/calendar-moments.js';
import { BEST_FROM, COMMIT_FROM, monthsFrom } from '../domain/forecast-rules.js';
import { OPPORTUNITY } from '../opportunities.permissions.js';
import { amountFor } from './amount-for.js';
import { type FigureScope, scopeParams, WITHIN_SCOPE } from './figure-scope.js';

/** What a month may bring and has brought; amounts in the company's currency. */
export interface ForecastMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly openDeals: number;
  /** All open deals expected to close then. */
  readonly pipeline: string | null;
  /** Each open deal times its probability, to the cent, as reports add it up. */
  readonly weighted: string | null;
  /** Open deals likely enough for the best case. */
  readonly best: string | null;
  /** Open deals counted on. */
  readonly commit: string | null;
  readonly wonDeals: number;
  readonly won: string | null;
}

interface OpenRow {
  month: string;
  deals: string;
  pipeline: string | null;
  weighted: string | null;
  best: string | null;
  committed: string | null;
}

interface WonRow {
  month: string;
  deals: string;
  won: string | null;
}

/** The forecast by month of the expected closing day, in the database. */
@Injectable()
export class ForecastQuery {
  constructor(private readonly database: Database) {}

  async months(viewer: Viewer, fromMonth: string, count: number, scope: FigureScope): Promise<ForecastMonth[]> {
    const months = monthsFrom(fromMonth, count + 1);
    const span: Span = { from: `${months[0]!}-01`, to: addDays(`${months[count]!}-01`, -1) };
    const open = new Map((await this.open(viewer, span, scope)).map((row) => [row.month, row]));
    const won = new Map((await this.won(viewer, span, scope)).map((row) => [row.month, row]));
    return months.slice(0, count).map((month) => toMonth(viewer, month, open.get(month), won.get(month)));
  }

  private open(viewer: Viewer, span: Span, scope: FigureScope): Promise<OpenRow[]> {
    const seen = visible(viewer, OPPORTUNITY, 't');
    return this.database.rows<OpenRow>(
      `SELECT DATE_FORMAT(t.expected_close_on, '%Y-%m') AS month, COUNT(*) AS deals, SUM(t.base_amount) AS pipeline,
         SUM(ROUND(t.base_amount * t.probability, 2)) AS weighted,
         SUM(CASE WHEN t.probability >= ? THEN t.base_amount ELSE 0 END) AS best,
         SUM(CASE WHEN t.probability >= ? THEN t.base_amount ELSE 0 END) AS committed
       FROM opportunity t WHERE t.stage_kind = 'OPEN' AND t.expected_close_on BETWEEN ? AND ? AND ${WITHIN_SCOPE} AND ${seen.text}
       GROUP BY DATE_FORMAT(t.expected_close_on, '%Y-%m')`,
      [BEST_FROM, COMMIT_FROM, span.from, span.to, ...scopeParams(scope), ...seen.params],
    );
  }

  private won(viewer: Viewer, span: Span, scope: FigureScope): Promise<WonRow[]> {
    const seen = visible(viewer, OPPORTUNITY, 't');
    return this.database.rows<WonRow>(
      `SELECT DATE_FORMAT(t.closed_on, '%Y-%m') AS month, COUNT(*) AS deals, SUM(t.base_amount) AS won
       FROM opportunity t WHERE t.stage_kind = 'WON' AND t.closed_on BETWEEN ? AND ? AND ${WITHIN_SCOPE} AND ${seen.text}
       GROUP BY DATE_FORMAT(t.closed_on, '%Y-%m')`,
      [span.from, span.to, ...scopeParams(scope), ...seen.params],
    );
  }
}

/** Days, both included. */
interface Span {
  readonly from: string;
  readonly to: string;
}

function toMonth(viewer: Viewer, month: string, open: OpenRow | undefined, won: WonRow | undefined): ForecastMonth {
  return {
    month,
    openDeals: Number(open?.deals ?? 0),
    pipeline: amountFor(viewer, open?.pipeline),
    weighted: amountFor(viewer, open?.weighted),
    best: amountFor(viewer, open?.best),
    commit: amountFor(viewer, open?.committed),
    wonDeals: Number(won?.deals ?? 0),
    won: amountFor(viewer, won?.won),
  };
}
