import { defineFieldLabels } from '../../../kernel/runtime/labels.js';
import { OPPORTUNITY_FIELDS } from './field-names.js';

defineFieldLabels('opportunity', {
  ...OPPORTUNITY_FIELDS,
  stageModelId: { zh: '阶段模型', en: 'Stage model' },
  stageCode: { zh: '阶段', en: 'Stage' },
  stageKind: { zh: '阶段类型', en: 'Kind of the stage' },
  stageEnteredAt: { zh: '进入阶段时间', en: 'Stage entered at' },
  baseAmount: { zh: '折合金额', en: 'Amount in company currency' },
  listAmount: { zh: '目录价金额', en: 'Amount at list prices' },
  lostReason: { zh: '输单原因', en: 'Why it was lost' },
  lostCompetitor: { zh: '竞争对手', en: 'Competitor' },
  lostNote: { zh: '输单说明', en: 'Note on the loss' },
  approvalId: { zh: '折扣审批', en: 'Approval of the discount' },
  approvalDecision: { zh: '审批结果', en: 'Decision of the approval' },
});

defineFieldLabels('opportunityLine', {
  quantity: { zh: '数量', en: 'Quantity' },
  unitPrice: { zh: '单价', en: 'Unit price' },
  listAmount: { zh: '目录价金额', en: 'Amount at list prices' },
  discount: { zh: '折扣', en: 'Discount' },
});

defineFieldLabels('product', {
  series: { zh: '系列', en: 'Series' },
  description: { zh: '说明', en: 'Description' },
});

defineFieldLabels('productPrice', {
  effectiveFrom: { zh: '生效日期', en: 'In force from' },
  effectiveTo: { zh: '失效日期', en: 'In force until' },
});

defineFieldLabels('exchangeRate', {
  day: { zh: '日期', en: 'Day' },
  rate: { zh: '汇率', en: 'Rate' },
});

defineFieldLabels('stageModel', {
  revision: { zh: '版本', en: 'Revision' },
});

defineFieldLabels('stage', {
  modelId: { zh: '阶段模型', en: 'Stage model' },
  timeLimitDays: { zh: '时限（天）', en: 'Time limit in days' },
  requirements: { zh: '进入条件', en: 'What it asks for' },
});
