import type { ApproverRule, ProcessDefinition } from '../domain/process-definition.js';
import type { ApprovalProcessPublishInput, ApproverRuleInput } from './process.inputs.js';

/** The definition that an input describes; what an approver rule lacks is left empty and refused by the definition's check. */
export function toDefinition(input: ApprovalProcessPublishInput): ProcessDefinition {
  const { subject, code, nameZh: zh, nameEn: en, active, priority, conditions } = input;
  const steps = input.steps.map((step) => ({
    name: { zh: step.nameZh, en: step.nameEn },
    mode: step.mode,
    approvers: step.approvers.map(toRule),
    conditions: step.conditions,
    allowSelf: step.allowSelf,
  }));
  return { subject, code, name: { zh, en }, active, priority, conditions, steps };
}

function toRule({ kind, personIds, roleCode, levels }: ApproverRuleInput): ApproverRule {
  switch (kind) {
    case 'USER':
      return { kind, personIds: personIds ?? [] };
    case 'ROLE':
      return { kind, roleCode: roleCode ?? '' };
    case 'MANAGER':
      return { kind, levels: levels ?? 0 };
    case 'DEPARTMENT_HEAD':
      return { kind };
  }
}
