import { defineFieldLabels } from '../../../kernel/runtime/labels.js';

defineFieldLabels('churnModel', {
  fittedAt: { zh: '拟合时间', en: 'Fitted at' },
  basis: { zh: '数据摘要', en: 'Digest of the purchases' },
  r: { zh: '参数 r', en: 'Parameter r' },
  alpha: { zh: '参数 alpha', en: 'Parameter alpha' },
  a: { zh: '参数 a', en: 'Parameter a' },
  b: { zh: '参数 b', en: 'Parameter b' },
  logLikelihood: { zh: '对数似然', en: 'Log-likelihood' },
  customers: { zh: '客户数', en: 'Customers' },
  repeatCustomers: { zh: '复购客户数', en: 'Customers who came again' },
  converged: { zh: '已收敛', en: 'Converged' },
  horizonDays: { zh: '预测天数', en: 'Days looked ahead' },
  horizonSource: { zh: '预测天数来源', en: 'Where the days come from' },
  threshold: { zh: '预警阈值', en: 'Threshold' },
  backTest: { zh: '回测结果', en: 'Back-test' },
  winner: { zh: '表现更好的排序', en: 'Better ranking' },
});

defineFieldLabels('churnScan', {
  threshold: { zh: '预警阈值', en: 'Threshold' },
  account: { zh: '扫描结果', en: 'Account' },
});

defineFieldLabels('churnWarning', {
  score: { zh: '流失概率', en: 'Score' },
  threshold: { zh: '预警阈值', en: 'Threshold' },
  horizonDays: { zh: '预测天数', en: 'Days looked ahead' },
  silentDays: { zh: '未购买天数', en: 'Days of silence' },
  ownGapMedianDays: { zh: '购买间隔中位数（天）', en: 'Median gap between purchases in days' },
  purchases: { zh: '购买次数', en: 'Purchases' },
  firstPurchaseOn: { zh: '首次购买日期', en: 'First purchase' },
  lastPurchaseOn: { zh: '最近购买日期', en: 'Last purchase' },
  valueAtRisk: { zh: '风险金额', en: 'Value at risk' },
  reasons: { zh: '预警原因', en: 'Reasons' },
  modelId: { zh: '预测模型', en: 'Model' },
  raisedAt: { zh: '预警时间', en: 'Raised at' },
  raisedOn: { zh: '预警日期', en: 'Day of the warning' },
  action: { zh: '挽回措施', en: 'Action' },
  actionOwnerId: { zh: '措施负责人', en: 'Who acts' },
  actionDueOn: { zh: '措施截止日期', en: 'Action due on' },
  actedAt: { zh: '采取措施时间', en: 'Acted at' },
  actedBy: { zh: '采取措施的人', en: 'Who said what is done' },
  closeReason: { zh: '关闭原因', en: 'Why it was closed' },
  closeNote: { zh: '关闭说明', en: 'Note on the closing' },
  closedBy: { zh: '关闭人', en: 'Closed by' },
});
