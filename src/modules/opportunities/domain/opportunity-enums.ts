import { defineEnum } from '../../../kernel/runtime/labels.js';

/** What being in a stage means for the deal. */
export const StageKind = defineEnum('StageKind', 'What being in a stage means for the deal.', {
  OPEN: { zh: '进行中', en: 'Open' },
  WON: { zh: '赢单', en: 'Won' },
  LOST: { zh: '输单', en: 'Lost' },
});

/** Why a deal was lost 输单原因. */
export const LostReason = defineEnum('LostReason', 'Why a deal was lost 输单原因.', {
  NATURAL: { zh: '自然流失', en: 'The customer ceased or moved away' },
  COMPETITIVE: { zh: '竞争流失', en: 'A competitor won' },
  OUR_FAULT: { zh: '过失流失', en: 'Our own mistake' },
  DELIBERATE: { zh: '主动放弃', en: 'We let it go' },
  PRICE: { zh: '价格', en: 'Price' },
  NO_BUDGET: { zh: '无预算', en: 'No budget' },
  OTHER: { zh: '其他', en: 'Other' },
  UNKNOWN: { zh: '不明', en: 'Unknown' },
});

/** What a stage can ask of a deal before it may be entered. */
export const StageRequirement = defineEnum(
  'StageRequirement',
  'What a stage asks of a deal before it may be entered.',
  {
    CUSTOMER: { zh: '客户', en: 'a customer' },
    AMOUNT: { zh: '金额', en: 'an amount' },
    PRODUCTS: { zh: '产品明细', en: 'product lines' },
    EXPECTED_CLOSE: { zh: '预计成交日', en: 'an expected closing day' },
    NEXT_STEP: { zh: '下一步', en: 'a next step' },
    INTERACTION: { zh: '跟进记录', en: 'an interaction with the customer' },
  },
);

export type StageKindName = keyof typeof StageKind;
export type LostReasonName = keyof typeof LostReason;
export type StageRequirementName = keyof typeof StageRequirement;
