import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  SERVICE_PROCESS_MISSING: {
    zh: '该类别还没有启用的服务流程，请管理员先发布流程。',
    en: 'There is no active service process for this kind. An administrator publishes one first.',
  },
  SERVICE_NOT_PERFORMER: {
    zh: '当前步骤由其他部门或角色处理，您不能受理；请转交。',
    en: 'This step is done by another department or role. Forward the case instead.',
  },
  SERVICE_NO_NEXT_STEP: {
    zh: '已是流程的最后一步，请指定部门或人员，或关闭服务单。',
    en: 'This is the last step. Name a department or a person, or close the case.',
  },
  SERVICE_ANSWER_REQUIRED: {
    zh: '关闭投诉前必须填写客户的答复。',
    en: 'A complaint is closed only with the answer of the customer.',
  },
  INVALID_FORWARD_TARGET: {
    zh: '部门和人员只能指定一个。',
    en: 'Name either a department or a person, not both.',
  },
  INVALID_PERFORMER: {
    zh: '每个步骤必须且只能指定一个部门或一个角色。',
    en: 'Each step is done by one department or by one role, not both.',
  },
  INVALID_STEP_CODE: { zh: '步骤编码不能重复。', en: 'Each step has a code of its own.' },
});
