import type { Work } from '../../../kernel/database/work.js';
import type { Opportunity } from '../domain/opportunity.js';
import { StageEntry } from '../domain/stage-entry.js';
import type { PlacedStage } from '../queries/stage-finder.js';

/** When and by whom a stage was entered; `on` is the day of `at` in the company's zone. */
export interface StageMove {
  readonly at: Date;
  readonly on: string;
  readonly actorId: string | null;
}

/** Puts a deal into a stage and begins its entry in the stage history; the caller saves the deal. */
export function enterStage(work: Work, deal: Opportunity, stage: PlacedStage, move: StageMove): StageEntry {
  deal.stageModelId = stage.modelId;
  deal.enter(stage, move.at);
  const entry = Object.assign(new StageEntry(), {
    opportunityId: deal.id,
    stageModelId: stage.modelId,
    stageCode: stage.code,
    stageKind: stage.kind,
    enteredAt: move.at,
    enteredOn: move.on,
    leftAt: null,
    actorId: move.actorId,
  });
  return work.add(entry, move.at);
}

/** Moves a deal on: ends its stay in the stage where it is and begins the next one; the caller saves the deal. */
export async function moveToStage(work: Work, deal: Opportunity, stage: PlacedStage, move: StageMove): Promise<void> {
  for (const entry of await work.fetchWhere(StageEntry, { opportunityId: deal.id, leftAt: null })) {
    entry.leftAt = move.at;
    work.save(entry);
  }
  enterStage(work, deal, stage, move);
}
