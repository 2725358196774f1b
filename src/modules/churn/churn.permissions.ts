import { defineActions } from '../../kernel/access/actions.js';
import { protectCopies, protectFields } from '../../kernel/access/protected-fields.js';
import { defineReadable } from '../../kernel/access/readable.js';

defineActions('churnWarning', {
  read: { zh: '查看流失预警', en: 'See churn warnings' },
  act: { zh: '处理、关闭流失预警', en: 'Act on and close churn warnings' },
  scan: { zh: '扫描流失风险', en: 'Scan for churn' },
  report: { zh: '统计流失预警', en: 'Report on churn warnings' },
  reveal: { zh: '查看流失预警的脱敏数据', en: 'Reveal masked values of churn warnings' },
});

/** A warning stands where its customer stands; owner and department follow the customer while it is open. */
export const CHURN_WARNING = defineReadable({
  kind: 'churnWarning',
  table: 'churn_warning',
  owner: 'owner_id',
  department: 'department_id',
});

protectCopies('customer.name', ['churn_warning.customer_name', 'fact_churn_warning.customer_name']);
protectFields('churnWarning', {
  valueAtRisk: {
    label: { zh: '风险金额', en: 'Value at risk' },
    mask: 'money',
    spoken: true,
    places: ['churn_warning.value_at_risk', 'fact_churn_warning.value_at_risk'],
  },
});
