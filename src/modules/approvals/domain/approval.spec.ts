import { DomainError } from '../../../kernel/runtime/domain-error.js';
import type { ApprovalDecision } from '../../../kernel/states/approval-outcome.js';
import { Approval } from './approval.js';
import { ApprovalTask } from './approval-task.js';
import type { ApprovalState, ApprovalTaskState } from './approval-enums.js';
import { DEFAULT_STEP } from './process-definition.js';

const AT = new Date('2026-03-02T08:00:00Z');

function anApproval(state: ApprovalState): Approval {
  return Object.assign(new Approval(), { state, steps: [DEFAULT_STEP, DEFAULT_STEP], currentStep: 0, decidedAt: null });
}

const DECISIONS: ApprovalDecision[] = ['APPROVED', 'REJECTED', 'RETURNED', 'WITHDRAWN'];

it.each(DECISIONS)('ends as %s, once', (decision) => {
  const approval = anApproval('PENDING');
  approval.end(decision, AT);
  expect(approval).toMatchObject({ state: decision, decidedAt: AT });
  for (const again of DECISIONS) expect(() => approval.end(again, AT)).toThrow(DomainError);
});

it('keeps in its own steps that the administrators were asked', () => {
  const approval = anApproval('PENDING');
  approval.enterStep(1, true);
  expect(approval.step).toEqual({ ...DEFAULT_STEP, mode: 'ANY', toAdministrators: true });
  expect(approval.steps[0]).toBe(DEFAULT_STEP);
});

it.each<[ApprovalTaskState]>([['APPROVED'], ['REJECTED'], ['RETURNED'], ['SKIPPED'], ['CANCELLED']])(
  'a task that is %s cannot be decided',
  (state) => {
    const task = Object.assign(new ApprovalTask(), { state, decidedAt: null, comment: null });
    expect(() => task.decide('APPROVED', AT, null)).toThrow('APPROVAL_TASK_DONE');
    expect(task).toMatchObject({ state, decidedAt: null });
  },
);

it('an open task takes the decision with its words', () => {
  const task = Object.assign(new ApprovalTask(), { state: 'OPEN' as const });
  task.decide('REJECTED', AT, '太贵');
  expect(task).toMatchObject({ state: 'REJECTED', decidedAt: AT, comment: '太贵' });
});
