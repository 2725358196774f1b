import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { needsApproval } from '../domain/discount-rule.js';
import { Opportunity } from '../domain/opportunity.js';
import { OpportunityLine } from '../domain/opportunity-line.js';
import { stageOfKind } from '../domain/stage-rules.js';
import { type PlacedStage, StageFinder } from '../queries/stage-finder.js';
import { AskForDiscount } from './ask-for-discount.js';
import { CheckStage } from './check-stage.js';
import { CompleteWin } from './complete-win.js';

/** What came of it: won (or moved on), or waiting for the approval of its discount. */
export interface WinOutcome {
  readonly opportunityId: string;
  readonly approvalId: string | null;
}

/** A deal to be won. */
export interface WinRequest {
  readonly opportunityId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

/** Wins an open deal; one sold at more than the allowed discount waits for approval instead and stays in its stage. */
@Injectable()
export class WinOpportunity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stages: StageFinder,
    private readonly checks: CheckStage,
    private readonly discounts: AskForDiscount,
    private readonly completion: CompleteWin,
  ) {}

  /** Throws TRANSITION_REFUSED, STAGE_CONDITION_MISSING, EXCHANGE_RATE_MISSING and what submitting an approval throws. */
  execute(viewer: Viewer, input: WinRequest): Promise<WinOutcome> {
    const { opportunityId, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'opportunity.win', idempotencyKey, input }, async (work) => {
      const deal = await work.fetch(Opportunity, opportunityId, { verb: 'advance', expectedVersion });
      return this.win(work, deal, await this.stages.ofModels([deal.stageModelId]));
    });
  }

  /** The same inside another unit of work, for a deal that it has fetched. */
  async win(work: Work, deal: Opportunity, stages: readonly PlacedStage[]): Promise<WinOutcome> {
    deal.mustAllow('win');
    await this.checks.execute(deal, stages, stageOfKind(stages, 'WON'));
    const lines = await work.fetchWhere(OpportunityLine, { opportunityId: deal.id });
    if (needsApproval(lines)) {
      const approvalId = await this.discounts.execute(work, deal, lines);
      return { opportunityId: deal.id, approvalId };
    }
    await this.completion.execute(work, deal, work.viewer.personId);
    return { opportunityId: deal.id, approvalId: null };
  }
}
