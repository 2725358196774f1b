import type { Label } from '../../../kernel/runtime/labels.js';
import type { ApprovalStepMode } from './approval-enums.js';
import { type Condition, type Facts, holds } from './conditions.js';

/** One way to find approvers of a step. */
export type ApproverRule =
  | { readonly kind: 'USER'; readonly personIds: readonly string[] }
  | { readonly kind: 'ROLE'; readonly roleCode: string }
  /** `levels` up from the submitter; 1 is the direct manager. */
  | { readonly kind: 'MANAGER'; readonly levels: number }
  | { readonly kind: 'DEPARTMENT_HEAD' };

/** One step of a process: who must agree, and when the step applies. */
export interface StepDefinition {
  readonly name: Label;
  readonly mode: ApprovalStepMode;
  readonly approvers: readonly ApproverRule[];
  /** The step is skipped only when one of these is known to fail; empty: always taken. */
  readonly conditions: readonly Condition[];
  /** Whether the submitter may approve their own request in this step. */
  readonly allowSelf: boolean;
}

/** A process as it is published; the same subject and code again makes the next version. */
export interface ProcessDefinition {
  /** What is asked, such as `customer.delete`. */
  readonly subject: string;
  /** Tells several processes of one subject apart. */
  readonly code: string;
  readonly name: Label;
  /** False takes the process out of use. */
  readonly active: boolean;
  /** Among processes whose conditions hold, the smallest number is chosen. */
  readonly priority: number;
  readonly conditions: readonly Condition[];
  readonly steps: readonly StepDefinition[];
}

/** What the choice among processes looks at. */
export interface ProcessChoice {
  readonly id: string;
  readonly priority: number;
  readonly conditions: readonly Condition[];
  readonly steps: readonly StepDefinition[];
}

/** The step that is taken where no process says otherwise: the submitter's direct manager. */
export const DEFAULT_STEP: StepDefinition = {
  name: { zh: '直接上级审批', en: 'Approval by the direct manager' },
  mode: 'ANY',
  approvers: [{ kind: 'MANAGER', levels: 1 }],
  conditions: [],
  allowSelf: false,
};

/** The process to follow: of those that hold for sure and have a step to take, the one of smallest priority; null: the default step. */
export function chooseProcess<P extends ProcessChoice>(processes: readonly P[], facts: Facts): P | null {
  const fitting = processes.filter(
    ({ conditions, steps }) => holds(conditions, facts) === true && steps.some((step) => isTaken(step, facts)),
  );
  return fitting.sort((a, b) => a.priority - b.priority || (BigInt(a.id) < BigInt(b.id) ? -1 : 1))[0] ?? null;
}

/** Whether the step applies; a condition that cannot be judged does not free anyone from a step. */
export function isTaken(step: StepDefinition, facts: Facts): boolean {
  return holds(step.conditions, facts) !== false;
}
