import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { type ApprovalResult, OnApprovalOutcome } from '../../../kernel/states/approval-outcome.js';
import { DISCOUNT_SUBJECT } from '../domain/discount-subject.js';
import { Opportunity } from '../domain/opportunity.js';
import { holderOf, OpportunityDiscountNotApproved } from '../domain/opportunity-events.js';
import { CompleteWin } from '../use-cases/complete-win.js';

/** Wins the deal in the transaction of the approving decision; after any other outcome the deal stays open and says so. */
@Injectable()
export class CloseDealOnDiscountDecided {
  constructor(private readonly completion: CompleteWin) {}

  @OnApprovalOutcome(DISCOUNT_SUBJECT)
  async decided(work: Work, result: ApprovalResult): Promise<void> {
    const deal = await work.fetchUnscoped(Opportunity, result.recordId);
    if (!deal) return;
    const { approvalId, decision } = result;
    deal.decided(decision);
    if (decision === 'APPROVED') return this.completion.execute(work, deal, result.submitterId);
    work.save(deal);
    work.record(OpportunityDiscountNotApproved, deal.id, { ...holderOf(deal), decision, approvalId });
  }
}
