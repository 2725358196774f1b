import { Injectable } from '@nestjs/common';
import { kindAt } from '../../../kernel/access/kind-at.js';
import { fromOf, visible } from '../../../kernel/access/readable.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import type { FilterValue, ListArgs } from '../../../kernel/lists/define-list.js';
import { filterSql } from '../../../kernel/lists/filter-sql.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { OPPORTUNITY } from '../opportunities.permissions.js';
import { amountFor } from './amount-for.js';
import { FIGURE_SCOPE, type FigureScope, scopeParams } from './figure-scope.js';
import { OPPORTUNITIES } from './opportunity-list.js';
import { type PlacedStage, StageFinder } from './stage-finder.js';

/** What stands in one stage; amounts in the company's currency. */
export interface BoardColumn {
  readonly stage: PlacedStage;
  readonly count: number;
  readonly baseAmount: string | null;
  readonly weightedAmount: string | null;
  /** What the column's list of deals is narrowed to besides its stage. */
  readonly filter: FilterValue | null;
  readonly scope: FigureScope;
}

interface CountRow {
  code: string;
  deals: string;
  base: string | null;
  weighted: string | null;
}

const ANY = { text: '1=1', params: [] };

/** Counts and adds up the deals of each stage of the active model. */
@Injectable()
export class BoardQuery {
  constructor(
    private readonly database: Database,
    private readonly stages: StageFinder,
    private readonly lists: ListReader,
  ) {}

  /** At a moment: the deals as they stood then. */
  async columns(
    viewer: Viewer,
    filter: FilterValue | null,
    scope: FigureScope,
    at: Date | null = null,
  ): Promise<BoardColumn[]> {
    const stages = await this.stages.current();
    const kind = kindAt(OPPORTUNITY, at);
    const seen = visible(viewer, kind, 't');
    const asked = filterSql(OPPORTUNITIES, viewer, filter, 't') ?? ANY;
    const rows = await this.database.rows<CountRow>(
      `SELECT t.stage_code AS code, COUNT(*) AS deals, SUM(t.base_amount) AS base,
         SUM(ROUND(t.base_amount * t.probability, 2)) AS weighted
       FROM ${fromOf(kind)} t WHERE t.stage_model_id = ? AND ${FIGURE_SCOPE.sql(at)} AND ${seen.text} AND ${asked.text}
       GROUP BY t.stage_code`,
      [stages[0]?.modelId ?? null, ...scopeParams(scope), ...seen.params, ...asked.params],
    );
    const found = new Map(rows.map((row) => [row.code, row]));
    return stages.map((stage) => {
      const row = found.get(stage.code);
      const { base, weighted } = row ?? { base: null, weighted: null };
      const amounts = { baseAmount: amountFor(viewer, base), weightedAmount: amountFor(viewer, weighted) };
      return { stage, count: Number(row?.deals ?? 0), ...amounts, filter, scope };
    });
  }

  /** The deals of a column, page by page; one statement per column. */
  deals<N>(column: BoardColumn, { viewer, asOf = null }: RequestScope, args: ListArgs): Promise<Page<N>> {
    const { stage, filter, scope } = column;
    const both = filter && args.filter ? { and: [filter, args.filter] } : (filter ?? args.filter);
    return this.lists.page<N>(
      OPPORTUNITIES,
      viewer!,
      { ...args, filter: both, asOf },
      {
        text: `t.stage_code = ? AND t.stage_model_id = ? AND ${FIGURE_SCOPE.sql(asOf)}`,
        params: [stage.code, stage.modelId, ...scopeParams(scope)],
      },
    );
  }
}
