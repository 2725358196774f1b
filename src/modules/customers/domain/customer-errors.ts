import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  INVALID_CREDIT_CODE: {
    zh: '统一社会信用代码不正确：应为 18 位且校验位正确（GB 32100-2015）。',
    en: 'Not a unified social credit code: it has 18 characters, the last of which is a check character (GB 32100-2015).',
  },
  INVALID_PARENT: {
    zh: '客户不能直接或间接成为自己的上级单位。',
    en: 'A customer cannot be its own parent, directly or over others.',
  },
  INVALID_OWNER: {
    zh: '新负责人不存在、已停用，或就是当前负责人。',
    en: 'The new owner does not exist, is disabled, or is the owner already.',
  },
  CUSTOMER_NOT_DELETED: { zh: '该客户没有被删除。', en: 'The customer is not deleted.' },
  CUSTOMER_ERASED: {
    zh: '该客户的名称已应要求清除，不能恢复；请新建客户。',
    en: 'The name of the customer was erased on request, so it does not come back; add a new one.',
  },
  CUSTOMER_WITHOUT_OWNER: {
    zh: '原负责人已离职，其部门及上级部门也没有负责人；请先指定部门负责人。',
    en: 'Its owner has left, and neither its department nor those above have a head; appoint one first.',
  },
  INVALID_CONTACT: { zh: '该联系人不属于此客户。', en: 'The contact does not belong to this customer.' },
  INVALID_MOMENT: { zh: '交往时间不能晚于现在。', en: 'It cannot have taken place in the future.' },
  INVALID_FOLLOW_UP: {
    zh: '下次跟进需要日期；有方式或说明时请填写 followUpOn。',
    en: 'A next step needs a day: fill in followUpOn when there is a channel or a note.',
  },
});
