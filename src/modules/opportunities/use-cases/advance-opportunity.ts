import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Opportunity } from '../domain/opportunity.js';
import { holderOf, OpportunityAdvanced } from '../domain/opportunity-events.js';
import { stageAfter } from '../domain/stage-rules.js';
import { type PlacedStage, StageFinder } from '../queries/stage-finder.js';
import { CheckStage } from './check-stage.js';
import { moveToStage } from './enter-stage.js';
import { type WinOutcome, WinOpportunity } from './win-opportunity.js';

/** Where a deal is to go; without `toStage` to the next stage. */
export interface StageRequest {
  readonly opportunityId: string;
  readonly toStage?: string | null;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

/** Moves an open deal to another open stage, back as well; into the won stage it goes as a win. */
@Injectable()
export class AdvanceOpportunity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stages: StageFinder,
    private readonly checks: CheckStage,
    private readonly wins: WinOpportunity,
    private readonly calendar: CompanyCalendar,
  ) {}

  /** Throws INVALID_STAGE, STAGE_UNCHANGED, STAGE_CONDITION_MISSING, TRANSITION_REFUSED and what WinOpportunity throws. */
  execute(viewer: Viewer, input: StageRequest): Promise<WinOutcome> {
    const { opportunityId, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run(
      { actor: viewer, action: 'opportunity.advance', idempotencyKey, input },
      async (work) => {
        const deal = await work.fetch(Opportunity, opportunityId, { verb: 'advance', expectedVersion });
        deal.mustAllow('advance');
        const stages = await this.stages.ofModels([deal.stageModelId]);
        const target = targetOf(deal, stages, input.toStage ?? null);
        if (target.kind === 'WON') return this.wins.win(work, deal, stages);
        await this.checks.execute(deal, stages, target);
        await this.move(work, deal, target);
        return { opportunityId, approvalId: null };
      },
    );
  }

  private async move(work: Work, deal: Opportunity, target: PlacedStage): Promise<void> {
    const fromStage = deal.stageCode;
    await moveToStage(work, deal, target, {
      at: work.at,
      on: this.calendar.dayOf(work.at),
      actorId: work.viewer.personId,
    });
    work.save(deal);
    work.record(OpportunityAdvanced, deal.id, { ...holderOf(deal), fromStage, toStage: target.code });
  }
}

function targetOf(deal: Opportunity, stages: readonly PlacedStage[], code: string | null): PlacedStage {
  const asked = code ?? stageAfter(stages, deal.stageCode)?.code ?? null;
  const target = stages.find((stage) => stage.code === asked);
  if (!target || target.kind === 'LOST')
    throw new DomainError('INVALID_STAGE', ['input', 'toStage'], { stage: asked ?? '–' });
  if (target.code === deal.stageCode)
    throw new DomainError('STAGE_UNCHANGED', ['input', 'toStage'], { stage: target.code });
  return target;
}
