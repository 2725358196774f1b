import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import type { Opportunity } from '../domain/opportunity.js';
import { holderOf, OpportunityWon } from '../domain/opportunity-events.js';
import { stageOfKind } from '../domain/stage-rules.js';
import { RateFinder } from '../queries/rate-finder.js';
import { StageFinder } from '../queries/stage-finder.js';
import { moveToStage } from './enter-stage.js';

/** Closes a deal as won today, at today's exchange rate. */
@Injectable()
export class CompleteWin {
  constructor(
    private readonly stages: StageFinder,
    private readonly rates: RateFinder,
    private readonly calendar: CompanyCalendar,
  ) {}

  /** `actorId` is who won it, also when someone else's approval lets it happen. Throws TRANSITION_REFUSED, EXCHANGE_RATE_MISSING. */
  async execute(work: Work, deal: Opportunity, actorId: string): Promise<void> {
    deal.mustAllow('win');
    const today = this.calendar.dayOf(work.at);
    const stages = await this.stages.ofModels([deal.stageModelId]);
    const won = stageOfKind(stages, 'WON');
    deal.convertAt(await this.rates.rateOn(deal.currency, today));
    await moveToStage(work, deal, won, { at: work.at, on: today, actorId });
    deal.close(today, null);
    work.save(deal);
    work.record(OpportunityWon, deal.id, { ...holderOf(deal), closedOn: today, baseAmount: deal.baseAmount });
  }
}
