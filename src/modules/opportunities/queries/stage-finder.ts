import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import type { StageKindName, StageRequirementName } from '../domain/opportunity-enums.js';
import type { StageView } from '../domain/stage-model.js';

/** A stage with the model it belongs to. */
export interface PlacedStage extends StageView {
  readonly id: string;
  readonly modelId: string;
}

interface StageRow {
  id: string;
  modelId: string;
  code: string;
  nameZh: string;
  nameEn: string;
  position: number;
  probability: string;
  timeLimitDays: number | null;
  kind: StageKindName;
  requirements: string | StageRequirementName[];
}

const COLUMNS = `s.id, s.model_id AS modelId, s.code, s.name_zh AS nameZh, s.name_en AS nameEn, s.position,
  s.probability, s.time_limit_days AS timeLimitDays, s.kind, s.requirements`;

/** Reads the stage models; they are set-up that everyone who is signed in may know. */
@Injectable()
export class StageFinder {
  constructor(private readonly database: Database) {}

  /** Stages of the active model (the newest, should two starts have installed one each), in order; empty before one is installed. */
  async current(): Promise<PlacedStage[]> {
    const rows = await this.database.rows<StageRow>(
      `SELECT ${COLUMNS} FROM stage s
       WHERE s.model_id = (SELECT MAX(m.id) FROM stage_model m WHERE m.active = 1 AND m.deleted_at IS NULL)
         AND s.deleted_at IS NULL ORDER BY s.position, s.id`,
    );
    return rows.map(toStage);
  }

  /** Stages of these models, in order. */
  async ofModels(modelIds: readonly string[]): Promise<PlacedStage[]> {
    if (modelIds.length === 0) return [];
    const rows = await this.database.rows<StageRow>(
      `SELECT ${COLUMNS} FROM stage s WHERE s.model_id IN (${modelIds.map(() => '?').join(',')}) AND s.deleted_at IS NULL
       ORDER BY s.model_id, s.position, s.id`,
      modelIds,
    );
    return rows.map(toStage);
  }

  /** Code of the open stage that the deal was in last; null when it was in none. */
  async lastOpenOf(opportunityId: string): Promise<string | null> {
    const row = await this.database.one<{ code: string }>(
      `SELECT stage_code AS code FROM stage_entry WHERE opportunity_id = ? AND stage_kind = 'OPEN' AND deleted_at IS NULL
       ORDER BY entered_at DESC, id DESC LIMIT 1`,
      [opportunityId],
    );
    return row?.code ?? null;
  }
}

/** The driver hands JSON out parsed or as text, as the engine marks the column. */
function toStage({ requirements, ...row }: StageRow): PlacedStage {
  const parsed = typeof requirements === 'string' ? (JSON.parse(requirements) as StageRequirementName[]) : requirements;
  return { ...row, requirements: parsed };
}
