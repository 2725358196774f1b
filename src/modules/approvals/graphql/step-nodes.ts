import { pick } from '../../../kernel/runtime/labels.js';
import type { Locale } from '../../../kernel/runtime/locale.js';
import type { KeptStep } from '../domain/approval.js';
import type { ApprovalStepNode } from './process.types.js';

/** Steps as the schema shows them, named in the asker's language. */
export function stepNodes(steps: readonly KeptStep[], locale: Locale): ApprovalStepNode[] {
  return steps.map((step) => ({
    name: pick(step.name, locale),
    mode: step.mode,
    approvers: step.approvers.map((rule) => ({
      kind: rule.kind,
      personIds: rule.kind === 'USER' ? [...rule.personIds] : null,
      roleCode: rule.kind === 'ROLE' ? rule.roleCode : null,
      levels: rule.kind === 'MANAGER' ? rule.levels : null,
    })),
    conditions: step.conditions.map((condition) => ({ ...condition, values: [...condition.values] })),
    allowSelf: step.allowSelf,
    toAdministrators: step.toAdministrators ?? false,
  }));
}
