import { DomainErrors } from '../../../kernel/runtime/domain-error.js';
import { checkDefinition, namedPeople } from './check-definition.js';
import type { Condition } from './conditions.js';
import { type ApproverRule, DEFAULT_STEP, type ProcessDefinition } from './process-definition.js';

const KNOWN = { subjects: ['customer.delete'], personIds: ['7'] };

function definition(changes: Partial<ProcessDefinition> = {}): ProcessDefinition {
  const name = { zh: '删除客户', en: 'Delete a customer' };
  const sound = { subject: 'customer.delete', code: 'standard', name, active: true, priority: 100, conditions: [] };
  return { ...sound, steps: [DEFAULT_STEP], ...changes };
}

function withApprovers(...approvers: ApproverRule[]): ProcessDefinition {
  return definition({ steps: [{ ...DEFAULT_STEP, approvers }] });
}

function withCondition(condition: Condition): ProcessDefinition {
  return definition({ conditions: [condition] });
}

function faultsOf(checked: ProcessDefinition): string[] {
  try {
    checkDefinition(checked, KNOWN);
    return [];
  } catch (error) {
    if (!(error instanceof DomainErrors)) throw error;
    return error.errors.map(({ code, path }) => `${path.join('.')} ${code}`);
  }
}

it.each<[string, ProcessDefinition, string[]]>([
  ['a sound one', definition(), []],
  ['an unknown subject', definition({ subject: 'moon.land' }), ['input.subject INVALID_APPROVAL_SUBJECT']],
  ['no step', definition({ steps: [] }), ['input.steps INVALID_APPROVAL_STEPS']],
  ['21 steps', definition({ steps: Array(21).fill(DEFAULT_STEP) }), ['input.steps INVALID_APPROVAL_STEPS']],
  ['no approver', withApprovers(), ['input.steps.0.approvers INVALID_APPROVERS']],
  ['a named person', withApprovers({ kind: 'USER', personIds: ['7'] }), []],
  ['nobody named', withApprovers({ kind: 'USER', personIds: [] }), ['input.steps.0.approvers INVALID_APPROVERS']],
  [
    'an unknown person',
    withApprovers({ kind: 'USER', personIds: ['7', '8'] }),
    ['input.steps.0.approvers INVALID_APPROVERS'],
  ],
  ['no role code', withApprovers({ kind: 'ROLE', roleCode: ' ' }), ['input.steps.0.approvers INVALID_APPROVERS']],
  ['no level', withApprovers({ kind: 'MANAGER', levels: 0 }), ['input.steps.0.approvers INVALID_APPROVERS']],
  ['two ways together', withApprovers({ kind: 'ROLE', roleCode: 'executive' }, { kind: 'DEPARTMENT_HEAD' }), []],
  ['a condition', withCondition({ field: 'discount', operator: 'GTE', values: ['0.25'] }), []],
  ['no field', withCondition({ field: '', operator: 'EQ', values: ['1'] }), ['input.conditions.0 INVALID_CONDITION']],
  ['no value', withCondition({ field: 'a', operator: 'EQ', values: [] }), ['input.conditions.0 INVALID_CONDITION']],
  [
    'two values',
    withCondition({ field: 'a', operator: 'EQ', values: ['1', '2'] }),
    ['input.conditions.0 INVALID_CONDITION'],
  ],
  ['IN takes two', withCondition({ field: 'a', operator: 'IN', values: ['1', '2'] }), []],
  [
    'size of a word',
    withCondition({ field: 'a', operator: 'GT', values: ['x'] }),
    ['input.conditions.0 INVALID_CONDITION'],
  ],
])('%s', (_name, checked, faults) => {
  expect(faultsOf(checked)).toEqual(faults);
});

it('tells every fault at once, those of steps with their place', () => {
  const steps = [
    DEFAULT_STEP,
    { ...DEFAULT_STEP, approvers: [], conditions: [{ field: '', operator: 'EQ' as const, values: [] }] },
  ];
  expect(faultsOf(definition({ subject: 'moon.land', steps }))).toEqual([
    'input.subject INVALID_APPROVAL_SUBJECT',
    'input.steps.1.approvers INVALID_APPROVERS',
    'input.steps.1.conditions.0 INVALID_CONDITION',
  ]);
});

it('finds the people that a definition names', () => {
  expect(namedPeople(withApprovers({ kind: 'USER', personIds: ['7', '8'] }, { kind: 'DEPARTMENT_HEAD' }))).toEqual([
    '7',
    '8',
  ]);
});
