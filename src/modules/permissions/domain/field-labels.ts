import { defineFieldLabels } from '../../../kernel/runtime/labels.js';

defineFieldLabels('department', {
  parentId: { zh: '上级部门', en: 'Department above' },
  path: { zh: '部门路径', en: 'Path in the tree' },
  headId: { zh: '部门负责人', en: 'Head' },
});

defineFieldLabels('deputy', {
  principalId: { zh: '被代理人', en: 'Principal' },
  deputyId: { zh: '代理人', en: 'Deputy' },
  startsAt: { zh: '开始时间', en: 'Starts at' },
  endsAt: { zh: '结束时间', en: 'Ends at' },
  endedAt: { zh: '提前结束时间', en: 'Ended early at' },
});

defineFieldLabels('handover', {
  givenReason: { zh: '交接原因', en: 'Reason' },
  rules: { zh: '交接规则', en: 'Rules' },
  records: { zh: '指定记录', en: 'Named records' },
  closedToo: { zh: '含已关闭记录', en: 'Closed records too' },
  disable: { zh: '停用账号', en: 'Disable the account' },
  total: { zh: '记录总数', en: 'Records in all' },
  moved: { zh: '已移交', en: 'Moved' },
  leftOver: { zh: '未移交', en: 'Left over' },
  shares: { zh: '共享', en: 'Shares' },
  kindAt: { zh: '进行到的类型', en: 'Kind that it has reached' },
  afterId: { zh: '进行到的记录', en: 'Record that it has reached' },
  movedInPass: { zh: '本轮已移交', en: 'Moved in this pass' },
  disabledAt: { zh: '停用时间', en: 'Disabled at' },
  undoUntil: { zh: '可撤销至', en: 'Can be undone until' },
  undoneBy: { zh: '撤销人', en: 'Undone by' },
  givenBack: { zh: '已归还', en: 'Given back' },
  kept: { zh: '保留', en: 'Kept' },
});

defineFieldLabels('person', {
  login: { zh: '登录名', en: 'Login' },
  name: { zh: '姓名', en: 'Name' },
  type: { zh: '人员类型', en: 'Type' },
  positionId: { zh: '岗位', en: 'Position' },
  managerId: { zh: '上级', en: 'Manager' },
});

defineFieldLabels('record_grant', {
  kind: { zh: '记录类型', en: 'Kind of the record' },
  until: { zh: '截止时间', en: 'Until' },
  spreads: { zh: '含下属记录', en: 'Reaches what belongs to it' },
  causeId: { zh: '起因记录', en: 'Record that caused it' },
});

defineFieldLabels('role', {
  administrator: { zh: '系统管理员', en: 'Administrator' },
  permissions: { zh: '权限', en: 'Permissions' },
  fieldRules: { zh: '字段规则', en: 'Field rules' },
});
