import type { Label } from '../../../kernel/runtime/labels.js';
import type { ChurnRanking } from './churn-enums.js';
import type { ChurnModel, KeptBackTest, KeptQuality } from './churn-model.js';

const WINNERS: Record<ChurnRanking, Label> = {
  MODEL: { zh: '模型更准', en: 'the model did better' },
  RECENCY: { zh: '“按未购买天数”的简单规则更准', en: 'the simple recency rule did better' },
  EVEN: { zh: '两者不相上下', en: 'the two are even' },
};

/** The model's figures as sentences, for people who do not read tables; counts of customers only on demand. */
export function modelWords(
  model: Pick<ChurnModel, 'horizonDays' | 'threshold' | 'backTest' | 'winner'>,
  withCounts: boolean,
): Label {
  const { horizonDays, threshold, backTest, winner } = model;
  const level = percent(threshold);
  const zh = `沉默满 ${horizonDays} 天视为流失，概率达 ${level} 时预警。`;
  const en = `A customer silent for ${horizonDays} days counts as lost; a warning opens at a probability of ${level}. `;
  const judged = backTestWords(backTest, winner, withCounts);
  return { zh: zh + judged.zh, en: en + judged.en };
}

function backTestWords(test: KeptBackTest | null, winner: ChurnRanking | null, withCounts: boolean): Label {
  if (!test) return { zh: '历史还太短，无法回测。', en: 'There is too little history for a back-test yet.' };
  const [model, recency] = [qualityWords(test.model, withCounts), qualityWords(test.recency, withCounts)];
  const count = withCounts ? String(test.customers) : '';
  const verdict = winner ? WINNERS[winner] : { zh: '尚无法比较', en: 'they cannot be compared yet' };
  return {
    zh: `以 ${test.cutOff} 为界回测${count && ` ${count} 个客户`}（其后流失 ${percent(test.lostShare)}）：模型${model.zh}；简单规则${recency.zh}；${verdict.zh}。`,
    en: `Back-test of ${count && `${count} `}customers as of ${test.cutOff} (${percent(test.lostShare)} were lost after it): the model ${model.en}; the recency rule ${recency.en}; ${verdict.en}.`,
  };
}

function qualityWords({ warned, precision, recall, auc }: KeptQuality, withCounts: boolean): Label {
  return {
    zh: `${withCounts ? `预警 ${warned} 个，` : ''}命中率 ${percent(precision)}，覆盖率 ${percent(recall)}，AUC ${decimal(auc)}`,
    en: `${withCounts ? `warned of ${warned}, ` : ''}precision ${percent(precision)}, recall ${percent(recall)}, AUC ${decimal(auc)}`,
  };
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)}%`;
}

function decimal(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}
