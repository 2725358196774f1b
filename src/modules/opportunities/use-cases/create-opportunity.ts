import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { Opportunity } from '../domain/opportunity.js';
import { holderOf, OpportunityCreated } from '../domain/opportunity-events.js';
import { stageOfKind } from '../domain/stage-rules.js';
import { RateFinder } from '../queries/rate-finder.js';
import { CheckStage } from './check-stage.js';
import { enterStage } from './enter-stage.js';
import { InstallStages } from './install-stages.js';
import { type DealTerms, SettleTerms } from './settle-terms.js';

/** A new deal as its form sends it. */
export interface NewDeal extends DealTerms {
  readonly name: string;
  readonly idempotencyKey?: string | null;
}

/** Adds a deal in the first stage of the active model; it belongs to who adds it. */
@Injectable()
export class CreateOpportunity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly installation: InstallStages,
    private readonly terms: SettleTerms,
    private readonly checks: CheckStage,
    private readonly rates: RateFinder,
    private readonly calendar: CompanyCalendar,
  ) {}

  /** Throws what SettleTerms and CheckStage throw. */
  execute(viewer: Viewer, input: NewDeal): Promise<{ opportunityId: string }> {
    const { idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'opportunity.create', idempotencyKey, input }, async (work) => {
      const owner = { id: viewer.personId, departmentId: viewer.departmentId };
      const today = this.calendar.dayOf(work.at);
      const currency = input.currency ?? this.rates.companyCurrency;
      const deal = Opportunity.of(input.name, owner, currency, today);
      deal.id = work.nextId();
      const stages = await this.installation.ensure();
      const first = stageOfKind(stages, 'OPEN');
      await this.terms.execute(work, deal, input);
      enterStage(work, deal, first, { at: work.at, on: today, actorId: viewer.personId });
      work.add(deal);
      await this.checks.execute(deal, stages, first);
      work.record(OpportunityCreated, deal.id, { ...holderOf(deal), stageCode: first.code });
      return { opportunityId: deal.id };
    });
  }
}
