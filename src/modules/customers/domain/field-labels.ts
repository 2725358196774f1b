import { defineFieldLabels } from '../../../kernel/runtime/labels.js';
import { CUSTOMER_FIELDS, CONTACT_FIELDS } from './field-names.js';

defineFieldLabels('customer', CUSTOMER_FIELDS);

defineFieldLabels('contact', CONTACT_FIELDS);

defineFieldLabels('interaction', {
  authorId: { zh: '记录人', en: 'Author' },
  happenedAt: { zh: '发生时间', en: 'Took place at' },
  summary: { zh: '交往内容', en: 'Summary' },
  followUpOn: { zh: '跟进日期', en: 'Follow up on' },
  followUpChannel: { zh: '跟进方式', en: 'How to follow up' },
  followUpNote: { zh: '跟进事项', en: 'Next step' },
});
