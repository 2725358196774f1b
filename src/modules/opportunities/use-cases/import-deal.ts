import { Injectable } from '@nestjs/common';
import { Decimal } from 'decimal.js';
import type { Work } from '../../../kernel/database/work.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { Opportunity } from '../domain/opportunity.js';
import type { LostReasonName } from '../domain/opportunity-enums.js';
import { holderOf, OpportunityImported } from '../domain/opportunity-events.js';
import { OpportunityLine } from '../domain/opportunity-line.js';
import type { StageEntry } from '../domain/stage-entry.js';
import type { PlacedStage } from '../queries/stage-finder.js';
import { enterStage } from './enter-stage.js';

/** The one product line of an imported deal; amounts are of the whole line, in the deal's currency. */
export interface ImportedLine {
  readonly productId: string;
  readonly quantity: string;
  /** List price of the whole line; null when unknown. */
  readonly listAmount: string | null;
  readonly maxDiscount: string | null;
}

/** A deal with its past; every reference and rate is resolved by the caller. */
export interface ImportedDeal {
  readonly name: string;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly ownerId: string;
  readonly departmentId: string;
  readonly amount: string | null;
  readonly currency: string;
  /** Company currency per unit of `currency` on the closing day, or today for an open deal. */
  readonly rate: string;
  readonly line: ImportedLine | null;
  readonly expectedCloseOn: string | null;
  /** Day in the company's zone; null for an open deal. */
  readonly closedOn: string | null;
  readonly lostReason: LostReasonName | null;
  readonly externalKey: string | null;
  /** Stages in the order they were entered, at least one; the last is where the deal stands. */
  readonly stages: readonly { readonly stage: PlacedStage; readonly enteredAt: Date }[];
}

/** Adds a deal with its dated stage history. Reads nothing; asks for no conditions and no approval: the past is as it was. */
@Injectable()
export class ImportDeal {
  constructor(private readonly calendar: CompanyCalendar) {}

  /** Answers the new deal's id. Throws RangeError without a stage. */
  execute(work: Work, facts: ImportedDeal): { opportunityId: string } {
    const [first, ...later] = facts.stages;
    if (!first) throw new RangeError(`The deal ${facts.name} has no stage.`);
    const owner = { id: facts.ownerId, departmentId: facts.departmentId };
    const deal = Opportunity.of(facts.name, owner, facts.currency, this.calendar.dayOf(first.enteredAt));
    deal.id = work.nextId();
    deal.sellTo({ id: facts.customerId, name: facts.customerName });
    deal.describe({ expectedCloseOn: facts.expectedCloseOn });
    deal.externalKey = facts.externalKey;
    this.price(work, deal, facts, first.enteredAt);
    let entry = this.enter(work, deal, first);
    work.add(deal, first.enteredAt);
    for (const step of later) {
      entry.leftAt = step.enteredAt;
      work.save(entry, step.enteredAt);
      entry = this.enter(work, deal, step);
      if (step.stage.kind !== 'OPEN') closeAs(deal, facts);
      work.save(deal, step.enteredAt);
    }
    if (later.length === 0 && first.stage.kind !== 'OPEN') {
      closeAs(deal, facts);
      work.save(deal, first.enteredAt);
    }
    work.record(OpportunityImported, deal.id, { ...holderOf(deal), stageCode: deal.stageCode });
    return { opportunityId: deal.id };
  }

  private enter(work: Work, deal: Opportunity, step: ImportedDeal['stages'][number]): StageEntry {
    const on = this.calendar.dayOf(step.enteredAt);
    return enterStage(work, deal, step.stage, { at: step.enteredAt, on, actorId: null });
  }

  private price(work: Work, deal: Opportunity, facts: ImportedDeal, at: Date): void {
    const { line, amount, currency, rate } = facts;
    if (line && amount !== null) {
      const { productId, quantity, listAmount, maxDiscount } = line;
      const each = (whole: string): string => new Decimal(whole).div(quantity).toFixed(2);
      const listPrice = listAmount === null ? null : each(listAmount);
      const made = OpportunityLine.of(deal.id, 1, {
        productId,
        quantity,
        unitPrice: each(amount),
        listPrice,
        maxDiscount,
        amount,
      });
      deal.priceByLines([work.add(made, at)], currency);
    } else deal.priceAs(amount, currency);
    deal.convertAt(rate);
  }
}

function closeAs(deal: Opportunity, { closedOn, lostReason }: ImportedDeal): void {
  if (closedOn === null) throw new RangeError(`The deal ${deal.name} is closed without a day.`);
  deal.close(closedOn, lostReason === null ? null : { lostReason, competitor: null, note: null });
}
