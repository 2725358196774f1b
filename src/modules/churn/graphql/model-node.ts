import { scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import { pick } from '../../../kernel/runtime/labels.js';
import type { KeptBackTest, KeptQuality } from '../domain/churn-model.js';
import { modelWords } from '../domain/model-words.js';
import type { ModelView } from '../queries/model-finder.js';
import type { BackTestNode, ChurnModelNode, RankingQualityNode } from './churn-model.types.js';

/** The model as the asker may read it: how many customers there are is told only to those who see all warnings. */
export function modelNode(model: ModelView | null, viewer: Viewer): ChurnModelNode | null {
  if (!model) return null;
  const seesAll = scopeOf(viewer, 'churnWarning.read').all;
  const { backTest, ...figures } = model;
  const counts = seesAll ? {} : { customers: null, repeatCustomers: null, logLikelihood: null };
  const summary = pick(modelWords(model, seesAll), viewer.locale);
  return { ...figures, ...counts, summary, backTest: backTest && backTestNode(backTest, seesAll) };
}

function backTestNode(test: KeptBackTest, seesAll: boolean): BackTestNode {
  const quality = (one: KeptQuality): RankingQualityNode => (seesAll ? one : { ...one, warned: null });
  const customers = seesAll ? test.customers : null;
  return { ...test, customers, model: quality(test.model), recency: quality(test.recency) };
}
