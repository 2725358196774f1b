import { defineFieldLabels } from '../../../kernel/runtime/labels.js';

defineFieldLabels('accountApplication', {
  name: { zh: '申请人姓名', en: 'Name of the applicant' },
  departmentWish: { zh: '意向部门', en: 'Department wished for' },
  grounds: { zh: '申请理由', en: 'Why they ask' },
  address: { zh: '网络地址', en: 'Network address' },
  placement: { zh: '拟任安排', en: 'Placement' },
  personId: { zh: '入职后的人员', en: 'Person that they became' },
  tokenHash: { zh: '凭证摘要', en: 'Digest of the token' },
});

defineFieldLabels('account_link', {
  purpose: { zh: '用途', en: 'Purpose' },
  expiresAt: { zh: '失效时间', en: 'Expires at' },
  usedAt: { zh: '使用时间', en: 'Used at' },
  tokenHash: { zh: '链接摘要', en: 'Digest of the link' },
});

defineFieldLabels('credential', {
  passwordHash: { zh: '密码', en: 'Password' },
  mustChange: { zh: '须修改密码', en: 'Password must be changed' },
});

defineFieldLabels('second_factor', {
  secret: { zh: '密钥', en: 'Secret' },
  confirmedAt: { zh: '启用时间', en: 'Confirmed at' },
  lastStep: { zh: '最近使用的验证码序号', en: 'Step of the last code' },
});
