import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { Approvals } from '../../approvals/index.js';
import { discountOf, greatestDiscount } from '../domain/discount-rule.js';
import type { Opportunity } from '../domain/opportunity.js';
import type { OpportunityLine } from '../domain/opportunity-line.js';
import { DISCOUNT_SUBJECT } from '../domain/discount-subject.js';

const PERCENT = 100;

/** Asks for approval of a deal's discount; the deal is locked until it is decided. */
@Injectable()
export class AskForDiscount {
  constructor(private readonly approvals: Approvals) {}

  /** Answers the approval's id. Throws what submitting an approval throws. */
  async execute(work: Work, deal: Opportunity, lines: readonly OpportunityLine[]): Promise<string> {
    const { name, customerName, amount, currency, baseAmount, listAmount, departmentId } = deal;
    const discount = greatestDiscount(lines);
    const percent = (discount * PERCENT).toFixed(1);
    const { approvalId } = await this.approvals.submit(work, {
      subject: DISCOUNT_SUBJECT,
      recordKind: 'opportunity',
      recordId: deal.id,
      title: {
        zh: `折扣 ${percent}%：${name}（${amount ?? '–'} ${currency}）`,
        en: `Discount of ${percent} %: ${name} (${amount ?? '–'} ${currency})`,
      },
      departmentId,
      facts: { discount, amount: Number(amount ?? 0), baseAmount: Number(baseAmount ?? 0) },
      payload: { stageCode: 'WON' },
      snapshot: {
        name,
        customerName,
        stageCode: deal.stageCode,
        amount,
        currency,
        baseAmount,
        listAmount,
        discount: discountOf(amount, listAmount),
        lines: lines.map(describeLine),
      },
    });
    deal.waitFor(approvalId);
    work.touch(deal);
    return approvalId;
  }
}

function describeLine({ productId, quantity, unitPrice, listPrice, amount, discount }: OpportunityLine): object {
  return { productId, quantity, unitPrice, listPrice, amount, discount };
}
