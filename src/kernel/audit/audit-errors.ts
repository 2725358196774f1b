import { defineMessages } from '../runtime/labels.js';

defineMessages({
  HISTORY_NOT_RESTORABLE: {
    zh: '不能恢复：此类记录或此字段没有修改接口可用于恢复。',
    en: 'This cannot be put back: no edit mutation of the kind takes this field.',
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
