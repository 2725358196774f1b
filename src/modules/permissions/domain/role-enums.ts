import { defineEnum } from '../../../kernel/runtime/labels.js';

/** Which rows an action of a role reaches. */
export const RoleScope = defineEnum('RoleScope', 'Data scope 数据范围: which rows an action of a role reaches.', {
  NONE: { zh: '无', en: 'No rows' },
  OWN: { zh: '本人', en: 'Own rows' },
  OWN_TEAM: { zh: '本人及下属', en: 'Own rows and those of everybody who reports to the holder' },
  DEPARTMENT: { zh: '本部门', en: "Own rows and those of the holder's departments" },
  DEPARTMENT_AND_BELOW: { zh: '本部门及下级', en: "Own rows and those of the holder's departments and all below" },
  NAMED_DEPARTMENTS: { zh: '指定部门', en: 'Rows of the departments that the role names' },
  ALL: { zh: '全部', en: 'All rows' },
});

/** What a role can say of one field. */
export const FieldRule = defineEnum('FieldRule', 'Field rule 字段规则: what holders may do with one field.', {
  READ_ONLY: { zh: '只读', en: 'Shown, but not written' },
  MASKED: { zh: '脱敏', en: 'Shown in a masked form' },
  HIDDEN: { zh: '隐藏', en: 'Neither shown nor written' },
});

/** How a masked field is shown. */
export const FieldMask = defineEnum('FieldMask', 'How a masked field is shown.', {
  PHONE: { zh: '电话', en: 'Phone 138****1234' },
  MAIL: { zh: '邮箱', en: 'Mail z***@example.com' },
  ID: { zh: '证件号', en: 'Identifier 9111****8L' },
  MONEY: { zh: '金额', en: 'Amount, not shown' },
  NAME: { zh: '名称', en: 'Name 王**' },
});
