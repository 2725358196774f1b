import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { Opportunity } from '../domain/opportunity.js';
import type { LostReasonName } from '../domain/opportunity-enums.js';
import { holderOf, OpportunityLost } from '../domain/opportunity-events.js';
import { stageOfKind } from '../domain/stage-rules.js';
import { StageFinder } from '../queries/stage-finder.js';
import { CheckStage } from './check-stage.js';
import { moveToStage } from './enter-stage.js';

/** A loss as its form sends it. */
export interface LossReport {
  readonly opportunityId: string;
  readonly expectedVersion: number;
  readonly reason: LostReasonName;
  readonly competitor?: string | null;
  readonly note?: string | null;
  readonly idempotencyKey?: string | null;
}

/** What the input calls properties of the deal. */
const LOSS_NAMES = { lostReason: 'reason', lostCompetitor: 'competitor', lostNote: 'note' };

/** Closes an open deal as lost, with the reason. */
@Injectable()
export class LoseOpportunity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stages: StageFinder,
    private readonly checks: CheckStage,
    private readonly calendar: CompanyCalendar,
  ) {}

  /** Throws TRANSITION_REFUSED, STAGE_CONDITION_MISSING. */
  execute(viewer: Viewer, input: LossReport): Promise<{ opportunityId: string }> {
    const { opportunityId, expectedVersion, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'opportunity.lose', idempotencyKey, input, called: LOSS_NAMES };
    return this.unitOfWork.run(operation, async (work) => {
      const deal = await work.fetch(Opportunity, opportunityId, { verb: 'advance', expectedVersion });
      deal.mustAllow('lose');
      const today = this.calendar.dayOf(work.at);
      const stages = await this.stages.ofModels([deal.stageModelId]);
      const lost = stageOfKind(stages, 'LOST');
      await this.checks.execute(deal, stages, lost);
      await moveToStage(work, deal, lost, { at: work.at, on: today, actorId: viewer.personId });
      deal.close(today, { lostReason: input.reason, competitor: input.competitor ?? null, note: input.note ?? null });
      work.save(deal);
      work.record(OpportunityLost, deal.id, { ...holderOf(deal), closedOn: today, lostReason: input.reason });
      return { opportunityId };
    });
  }
}
