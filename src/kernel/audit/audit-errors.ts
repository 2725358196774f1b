import { defineMessages } from '../runtime/labels.js';

defineMessages({
  HISTORY_NOT_RESTORABLE: {
    zh: '此项不能恢复到过去。可恢复的有：{names}。',
    en: 'This cannot be put back to a moment. What can be: {names}.',
  },
  HISTORY_NO_VERSION: {
    zh: '在该时刻，此记录不存在，或不在您的可见范围内。',
    en: 'At that moment the record was not there, or not yours to see.',
  },
  AUDIT_NOT_RESTORABLE: {
    zh: '该审计记录没有可恢复的此字段旧值。',
    en: 'This entry holds no old value of this field that can be restored.',
  },
  AUDIT_VALUE_ERASED: { zh: '该旧值已按请求删除。', en: 'This old value was erased on request.' },
  INVALID_REVEALED_FIELD: {
    zh: '没有可查看的此脱敏字段。可用的字段：{fields}。',
    en: 'There is no masked field of this name. Those that are: {fields}.',
  },
  INVALID_ERASED_KIND: {
    zh: '此类记录没有可按请求删除的数据。',
    en: 'Records of this kind hold nothing that is erased on request.',
  },
  INVALID_ERASED_FIELD: {
    zh: '此字段不能按请求删除。可删除的字段：{fields}。',
    en: 'This field is not erased on request. Those that are: {fields}.',
  },
});
