import { DomainError, DomainErrors } from '../../../kernel/runtime/domain-error.js';
import './approval-errors.js';
import { type Condition, isNumeric } from './conditions.js';
import type { ApproverRule, ProcessDefinition } from './process-definition.js';

const MOST_STEPS = 20;
const HIGHEST_LEVEL = 20;

/** What the check must know beyond the definition. */
export interface KnownNames {
  readonly subjects: readonly string[];
  /** Active people among those that the definition names. */
  readonly personIds: readonly string[];
}

/** Throws every fault of a definition at once, each with its path in the input. */
export function checkDefinition(definition: ProcessDefinition, known: KnownNames): void {
  const { subject, conditions, steps } = definition;
  const errors: DomainError[] = [];
  if (!known.subjects.includes(subject))
    errors.push(new DomainError('INVALID_APPROVAL_SUBJECT', ['input', 'subject'], { subject }));
  if (steps.length < 1 || steps.length > MOST_STEPS)
    errors.push(new DomainError('INVALID_APPROVAL_STEPS', ['input', 'steps']));
  errors.push(...faultyConditions(conditions, ['input']));
  steps.forEach((step, index) => {
    const path = ['input', 'steps', String(index)];
    if (step.approvers.length === 0 || !step.approvers.every((rule) => isComplete(rule, known)))
      errors.push(new DomainError('INVALID_APPROVERS', [...path, 'approvers']));
    errors.push(...faultyConditions(step.conditions, path));
  });
  if (errors.length > 0) throw new DomainErrors(errors);
}

/** The people that a definition names. */
export function namedPeople({ steps }: ProcessDefinition): string[] {
  return steps.flatMap((step) => step.approvers.flatMap((rule) => (rule.kind === 'USER' ? rule.personIds : [])));
}

function isComplete(rule: ApproverRule, known: KnownNames): boolean {
  switch (rule.kind) {
    case 'USER':
      return rule.personIds.length > 0 && rule.personIds.every((id) => known.personIds.includes(id));
    case 'ROLE':
      return rule.roleCode.trim() !== '';
    case 'MANAGER':
      return Number.isInteger(rule.levels) && rule.levels >= 1 && rule.levels <= HIGHEST_LEVEL;
    case 'DEPARTMENT_HEAD':
      return true;
  }
}

function faultyConditions(conditions: readonly Condition[], path: readonly string[]): DomainError[] {
  return conditions.flatMap((condition, index) =>
    isSound(condition) ? [] : [new DomainError('INVALID_CONDITION', [...path, 'conditions', String(index)])],
  );
}

function isSound({ field, operator, values }: Condition): boolean {
  if (field.trim() === '' || values.length === 0) return false;
  if (operator === 'IN') return true;
  const sized = operator !== 'EQ' && operator !== 'NE';
  return values.length === 1 && (!sized || values.every(isNumeric));
}
