import { defineEnum } from '../../../kernel/runtime/labels.js';

/** Where a warning stands 预警状态. */
export const ChurnWarningState = defineEnum('ChurnWarningState', 'Where a churn warning stands 预警状态.', {
  OPEN: { zh: '待处理', en: 'Nobody has acted yet' },
  ACTED: { zh: '挽留中', en: 'Someone acts on it' },
  CLOSED: { zh: '已关闭', en: 'Closed with an outcome' },
});
export type ChurnWarningState = keyof typeof ChurnWarningState;

/** What became of the customer 预警结果. */
export const ChurnOutcome = defineEnum('ChurnOutcome', 'What became of the customer 预警结果.', {
  KEPT: { zh: '已挽留', en: 'The customer bought again or stays' },
  LOST: { zh: '已流失', en: 'The customer is lost' },
  FALSE_ALARM: { zh: '误报', en: 'There was no danger' },
});
export type ChurnOutcome = keyof typeof ChurnOutcome;

/** Why a warning was closed 关闭原因. */
export const ChurnCloseReason = defineEnum('ChurnCloseReason', 'Why a churn warning was closed 关闭原因.', {
  PERSON: { zh: '人工关闭', en: 'A person closed it' },
  PURCHASED: { zh: '客户再次购买', en: 'The customer bought again' },
  SCORE_FELL: { zh: '风险明显下降', en: 'The score fell well below the threshold' },
  LOST: { zh: '沉默期满', en: 'The silence reached the horizon' },
  NO_REPEAT_PURCHASE: { zh: '购买记录已不足以判断', en: 'Too few purchases are left to judge by' },
  CUSTOMER_DELETED: { zh: '客户已删除', en: 'The customer was deleted' },
});
export type ChurnCloseReason = keyof typeof ChurnCloseReason;

/** Kinds of reasons of a warning 预警依据. */
export const ChurnReasonCode = defineEnum('ChurnReasonCode', 'Kind of a reason of a churn warning 预警依据.', {
  SILENT: { zh: '未购买天数', en: 'Days without a purchase' },
  USUAL_GAP: { zh: '通常的购买间隔', en: 'Usual days between purchases' },
  ONLY_GAP: { zh: '唯一一次购买间隔', en: 'Days between the only two purchases' },
  LONGEST_GAP_EXCEEDED: { zh: '超过以往最长间隔', en: 'Longer than the longest gap ever before' },
  SILENCE_PROBABILITY: { zh: '沉默期满的概率', en: 'Probability that the silence reaches the horizon' },
  HORIZON_PASSED: { zh: '沉默期已满', en: 'The silence has reached the horizon' },
});

/** Where the horizon came from 沉默期来源. */
export const ChurnHorizonSource = defineEnum('ChurnHorizonSource', 'Where the horizon came from 沉默期来源.', {
  TIER: { zh: '客户等级', en: "The customer's tier" },
  SETTING: { zh: '系统设置', en: "The company's setting" },
  RHYTHM: { zh: '本公司购买节奏', en: "The company's own rhythm of purchases" },
  DEFAULT: { zh: '默认值', en: 'The default: a quarter' },
});

/** Ways of ranking customers that the product compares on its own history 排序方法. */
export const ChurnRanking = defineEnum('ChurnRanking', 'Which way of ranking customers did better 排序方法.', {
  MODEL: { zh: '模型', en: 'The model' },
  RECENCY: { zh: '按未购买天数', en: 'The simple rule: days since the last purchase' },
  EVEN: { zh: '不相上下', en: 'Neither: the difference is within 0.005' },
});
export type ChurnRanking = keyof typeof ChurnRanking;
