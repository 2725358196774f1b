import { Injectable } from '@nestjs/common';
import { visible } from '../../../kernel/access/readable.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { shareOfCount } from '../domain/forecast-rules.js';
import { OPPORTUNITY } from '../opportunities.permissions.js';
import { amountFor } from './amount-for.js';
import { type FigureScope, scopeParams, WITHIN_SCOPE } from './figure-scope.js';
import { type PlacedStage, StageFinder } from './stage-finder.js';

/** Days in the company's zone, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What became of the deals that entered a stage in the period. */
export interface FunnelStage {
  readonly stage: PlacedStage;
  /** Deals that entered it, each counted once. */
  readonly entered: number;
  /** Their amount in the company's currency. */
  readonly baseAmount: string | null;
  /** How many of them have since reached a later stage. */
  readonly movedOn: number;
  readonly won: number;
  /** movedOn ÷ entered. */
  readonly conversion: number | null;
  /** Mean and median length of the stays that have ended, in days. */
  readonly averageDays: number | null;
  readonly medianDays: number | null;
}

interface EntryRow {
  code: string;
  entered: string;
  base: string | null;
  movedOn: string | null;
  won: string | null;
}

interface StayRow {
  code: string;
  average: string;
  median: string;
}

/** The funnel over the stage history, in the database. */
@Injectable()
export class FunnelQuery {
  constructor(
    private readonly database: Database,
    private readonly stages: StageFinder,
  ) {}

  async stagesOf(viewer: Viewer, period: Period, scope: FigureScope): Promise<FunnelStage[]> {
    if (period.from > period.to)
      throw new RequestRefused('BAD_USER_INPUT', 'The argument "from" must not be a later day than "to".');
    const stages = await this.stages.current();
    const modelId = stages[0]?.modelId ?? null;
    const entries = new Map((await this.entries(viewer, modelId, period, scope)).map((row) => [row.code, row]));
    const stays = new Map((await this.stays(viewer, modelId, period, scope)).map((row) => [row.code, row]));
    return stages.map((stage) => toFunnelStage(viewer, stage, entries.get(stage.code), stays.get(stage.code)));
  }

  /** A deal counts once per stage it entered; it has moved on when the furthest stage it ever reached lies behind this one. */
  private entries(viewer: Viewer, modelId: string | null, period: Period, scope: FigureScope): Promise<EntryRow[]> {
    const seen = visible(viewer, OPPORTUNITY, 't');
    return this.database.rows<EntryRow>(
      `SELECT n.code, COUNT(*) AS entered, SUM(n.base) AS base, SUM(CASE WHEN n.furthest > s.position THEN 1 ELSE 0 END) AS movedOn,
         SUM(CASE WHEN n.kind = 'WON' THEN 1 ELSE 0 END) AS won
       FROM (SELECT DISTINCT t.id, e.stage_code AS code, t.base_amount AS base, t.stage_kind AS kind,
           (SELECT MAX(r.position) FROM stage_entry f JOIN stage r ON r.model_id = f.stage_model_id AND r.code = f.stage_code
             WHERE f.opportunity_id = t.id AND r.kind <> 'LOST') AS furthest
         FROM stage_entry e JOIN opportunity t ON t.id = e.opportunity_id
         WHERE e.entered_on BETWEEN ? AND ? AND e.stage_model_id = ? AND ${WITHIN_SCOPE} AND ${seen.text}) n
       JOIN stage s ON s.model_id = ? AND s.code = n.code GROUP BY n.code`,
      [period.from, period.to, modelId, ...scopeParams(scope), ...seen.params, modelId],
    );
  }

  /** The median is the middle stay, or the mean of the two middle ones. */
  private stays(viewer: Viewer, modelId: string | null, period: Period, scope: FigureScope): Promise<StayRow[]> {
    const seen = visible(viewer, OPPORTUNITY, 't');
    return this.database.rows<StayRow>(
      `SELECT code, AVG(days) AS average, AVG(CASE WHEN place * 2 BETWEEN stays AND stays + 2 THEN days END) AS median
       FROM (SELECT code, days, ROW_NUMBER() OVER (PARTITION BY code ORDER BY days, id) AS place,
           COUNT(*) OVER (PARTITION BY code) AS stays
         FROM (SELECT e.id, e.stage_code AS code, TIMESTAMPDIFF(SECOND, e.entered_at, e.left_at) / 86400 AS days
           FROM stage_entry e JOIN opportunity t ON t.id = e.opportunity_id
           WHERE e.entered_on BETWEEN ? AND ? AND e.stage_model_id = ? AND e.left_at IS NOT NULL
             AND ${WITHIN_SCOPE} AND ${seen.text}) ended) ranked
       GROUP BY code`,
      [period.from, period.to, modelId, ...scopeParams(scope), ...seen.params],
    );
  }
}

function toFunnelStage(
  viewer: Viewer,
  stage: PlacedStage,
  entry: EntryRow | undefined,
  stay: StayRow | undefined,
): FunnelStage {
  const entered = Number(entry?.entered ?? 0);
  const movedOn = Number(entry?.movedOn ?? 0);
  return {
    stage,
    entered,
    baseAmount: amountFor(viewer, entry?.base),
    movedOn,
    won: Number(entry?.won ?? 0),
    conversion: stage.kind === 'OPEN' ? shareOfCount(movedOn, entered) : null,
    averageDays: stay ? Number(stay.average) : null,
    medianDays: stay ? Number(stay.median) : null,
  };
}
