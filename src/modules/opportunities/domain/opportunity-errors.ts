import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  STAGE_CONDITION_MISSING: {
    zh: '进入阶段“{stageZh}”前需要：{requirementZh}。',
    en: 'The stage {stageEn} needs {requirementEn} first.',
  },
  INVALID_STAGE: { zh: '没有可以进入的阶段 {stage}。', en: 'There is no stage {stage} to enter.' },
  STAGE_UNCHANGED: { zh: '销售机会已处于阶段 {stage}。', en: 'The opportunity is in the stage {stage} already.' },
  EXCHANGE_RATE_MISSING: {
    zh: '缺少 {currency} 在 {day} 的汇率，请先维护汇率。',
    en: 'There is no exchange rate of {currency} for {day}: add it first.',
  },
  INVALID_LINE_QUANTITY: { zh: '数量必须大于零。', en: 'The quantity must be more than zero.' },
  UNIT_PRICE_NEEDED: {
    zh: '您的角色不可见目录价，请填写单价。',
    en: 'Your roles keep the list price from you: state the unit price.',
  },
  INVALID_LINE_PRICE: { zh: '单价不能为负数。', en: 'The unit price must not be negative.' },
  PRICE_MISSING: { zh: '产品 {product} 在 {day} 没有价格。', en: 'The product {product} has no price on {day}.' },
  INVALID_DEAL_AMOUNT: { zh: '金额不能为负数。', en: 'The amount must not be negative.' },
  AMOUNT_FROM_LINES: {
    zh: '有产品明细时，金额由明细合计，不能另填。',
    en: 'With product lines the amount is their sum and cannot be given as well.',
  },
  LINES_NEEDED: { zh: '更换币种时须重新填写产品明细。', en: 'Give the lines again when the currency changes.' },
  PRODUCT_CODE_TAKEN: { zh: '产品代码 {code} 已存在。', en: 'The product code {code} is taken.' },
  INVALID_PRICE_RULE: {
    zh: '价格不能为负，免审批折扣须在 0 与 1 之间。',
    en: 'A price must not be negative, and the discount without approval lies between 0 and 1.',
  },
});
