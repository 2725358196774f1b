import { defineApprovalFields, DEPARTMENT_FIELD, OWNER_FIELD } from '../../../kernel/states/approval-fields.js';

/** How approvers read what is asked about a customer. */
defineApprovalFields('customer', {
  name: { label: { zh: '客户名称', en: 'Customer' } },
  ownerId: OWNER_FIELD,
  departmentId: DEPARTMENT_FIELD,
});
