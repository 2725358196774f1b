import type { ApprovalStepMode, ApprovalTaskState } from './approval-enums.js';
import type { Facts } from './conditions.js';
import { isTaken, type StepDefinition } from './process-definition.js';

/** Where a process goes on: the next step that applies (null: none is left) and those left out on the way. */
export interface NextStep {
  readonly index: number | null;
  readonly skipped: readonly number[];
}

/** The first step from that index on which applies to the facts. */
export function nextStep(steps: readonly StepDefinition[], facts: Facts, from: number): NextStep {
  const skipped: number[] = [];
  for (let index = from; index < steps.length; index++) {
    if (isTaken(steps[index]!, facts)) return { index, skipped };
    skipped.push(index);
  }
  return { index: null, skipped };
}

/** Who could decide a step, before the rules about self and repetition. */
export interface Candidates {
  readonly submitterId: string;
  /** Active people that the step's rules find, in order. */
  readonly found: readonly string[];
  /** Active holders of the role `administrator`. */
  readonly administrators: readonly string[];
  /** Those who approved the step before. */
  readonly approvedBefore: readonly string[];
}

/** Who decides a step. */
export interface Asked {
  /** People to ask now. */
  readonly open: readonly string[];
  /** People who approved the step before; they count as agreeing again. */
  readonly automatic: readonly string[];
  /** True when the rules found nobody; one administrator then suffices. */
  readonly toAdministrators: boolean;
  readonly mode: ApprovalStepMode;
}

/** Applies the rules: nobody decides their own request unless allowed; nobody found means the administrators; nobody is asked twice in a row. Null: nobody at all. */
export function whoDecides(step: StepDefinition, candidates: Candidates): Asked | null {
  const found = others(candidates.found, candidates.submitterId, step.allowSelf);
  const toAdministrators = found.length === 0;
  const deciders = toAdministrators ? others(candidates.administrators, candidates.submitterId, step.allowSelf) : found;
  if (deciders.length === 0) return null;
  const mode = toAdministrators ? 'ANY' : step.mode;
  const automatic = deciders.filter((id) => candidates.approvedBefore.includes(id));
  const open = mode === 'ANY' && automatic.length > 0 ? [] : deciders.filter((id) => !automatic.includes(id));
  return { open, automatic, toAdministrators, mode };
}

/** Whether a step is through, from the states of its tasks. */
export function isThrough(mode: ApprovalStepMode, states: readonly ApprovalTaskState[]): boolean {
  const approved = states.filter((state) => state === 'APPROVED').length;
  return mode === 'ANY' ? approved > 0 : approved > 0 && approved === states.length;
}

function others(people: readonly string[], submitterId: string, allowSelf: boolean): string[] {
  return [...new Set(people)].filter((id) => allowSelf || id !== submitterId);
}
