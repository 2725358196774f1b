import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Opportunity } from '../domain/opportunity.js';
import { OpportunityChanged } from '../domain/opportunity-events.js';
import { StageFinder } from '../queries/stage-finder.js';
import { CheckStage } from './check-stage.js';
import { type DealTerms, SettleTerms } from './settle-terms.js';

/** A change of a deal as its form sends it. */
export interface DealChange extends DealTerms {
  readonly opportunityId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

const CONTROL = ['opportunityId', 'expectedVersion', 'idempotencyKey'];

/** Changes an open deal; what its stage asked for cannot be taken away again. */
@Injectable()
export class UpdateOpportunity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stages: StageFinder,
    private readonly terms: SettleTerms,
    private readonly checks: CheckStage,
  ) {}

  /** Throws TRANSITION_REFUSED, STAGE_CONDITION_MISSING and what SettleTerms throws. */
  execute(viewer: Viewer, input: DealChange): Promise<{ opportunityId: string }> {
    const { opportunityId, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'opportunity.edit', idempotencyKey, input }, async (work) => {
      const deal = await work.fetch(Opportunity, opportunityId, { verb: 'edit', expectedVersion });
      deal.mustAllow('edit');
      const stages = await this.stages.ofModels([deal.stageModelId]);
      const stage = stages.find(({ code }) => code === deal.stageCode);
      const lackedBefore = stage ? await this.checks.missing(deal, stages, stage) : [];
      await this.terms.execute(work, deal, input);
      // Lines alone leave the deal as it was; everyone who read it must still meet a conflict.
      work.touch(deal);
      if (stage) await this.checks.execute(deal, stages, stage, lackedBefore);
      const fields = Object.entries(input).flatMap(([name, value]) =>
        value === undefined || CONTROL.includes(name) ? [] : [name],
      );
      work.record(OpportunityChanged, deal.id, { fields });
      return { opportunityId };
    });
  }
}
