import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { Opportunity } from '../domain/opportunity.js';
import { holderOf, OpportunityAdvanced } from '../domain/opportunity-events.js';
import { stageOfKind } from '../domain/stage-rules.js';
import { StageFinder } from '../queries/stage-finder.js';
import { moveToStage } from './enter-stage.js';

/** A closed deal to be opened again. */
export interface ReopenRequest {
  readonly opportunityId: string;
  readonly expectedVersion: number;
  readonly reason?: string | null;
  readonly idempotencyKey?: string | null;
}

/** Opens a closed deal again, in the open stage that it was closed from. */
@Injectable()
export class ReopenOpportunity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stages: StageFinder,
    private readonly calendar: CompanyCalendar,
  ) {}

  /** Throws TRANSITION_REFUSED. */
  execute(viewer: Viewer, input: ReopenRequest): Promise<{ opportunityId: string }> {
    const { opportunityId, expectedVersion, reason, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'opportunity.reopen', reason, idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const deal = await work.fetch(Opportunity, opportunityId, { verb: 'advance', expectedVersion });
      deal.mustAllow('reopen');
      const fromStage = deal.stageCode;
      const stages = await this.stages.ofModels([deal.stageModelId]);
      const last = await this.stages.lastOpenOf(opportunityId);
      const target = stages.find(({ code }) => code === last) ?? stageOfKind(stages, 'OPEN');
      const on = this.calendar.dayOf(work.at);
      await moveToStage(work, deal, target, { at: work.at, on, actorId: viewer.personId });
      deal.unclose();
      work.save(deal);
      work.record(OpportunityAdvanced, deal.id, { ...holderOf(deal), fromStage, toStage: target.code });
      return { opportunityId };
    });
  }
}
