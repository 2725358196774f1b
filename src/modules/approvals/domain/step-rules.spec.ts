import type { ApprovalStepMode, ApprovalTaskState } from './approval-enums.js';
import { chooseProcess, DEFAULT_STEP, type ProcessChoice, type StepDefinition } from './process-definition.js';
import { isThrough, nextStep, whoDecides } from './step-rules.js';

function aStep(changes: Partial<StepDefinition> = {}): StepDefinition {
  return { ...DEFAULT_STEP, ...changes };
}

const LARGE = { field: 'discount', operator: 'GTE', values: ['0.25'] } as const;
const SUBMITTER = '1';

describe('who decides', () => {
  it.each<{
    name: string;
    mode?: ApprovalStepMode;
    allowSelf?: boolean;
    found: string[];
    administrators?: string[];
    approvedBefore?: string[];
    expected: { open: string[]; automatic: string[]; toAdministrators: boolean; mode: ApprovalStepMode } | null;
  }>([
    {
      name: 'one person',
      found: ['2'],
      expected: { open: ['2'], automatic: [], toAdministrators: false, mode: 'ANY' },
    },
    {
      name: 'several, each once, in order',
      mode: 'ALL',
      found: ['3', '2', '3'],
      expected: { open: ['3', '2'], automatic: [], toAdministrators: false, mode: 'ALL' },
    },
    {
      name: 'the submitter is left out',
      mode: 'ALL',
      found: ['1', '2'],
      expected: { open: ['2'], automatic: [], toAdministrators: false, mode: 'ALL' },
    },
    {
      name: 'the submitter stays where the step allows it',
      allowSelf: true,
      found: ['1'],
      expected: { open: ['1'], automatic: [], toAdministrators: false, mode: 'ANY' },
    },
    {
      name: 'only the submitter found: the administrators',
      found: ['1'],
      administrators: ['8', '9'],
      expected: { open: ['8', '9'], automatic: [], toAdministrators: true, mode: 'ANY' },
    },
    {
      name: 'nobody found: one administrator suffices even where all would have to agree',
      mode: 'ALL',
      found: [],
      administrators: ['8', '9'],
      expected: { open: ['8', '9'], automatic: [], toAdministrators: true, mode: 'ANY' },
    },
    {
      name: 'an administrator does not decide their own request',
      found: [],
      administrators: ['1', '9'],
      expected: { open: ['9'], automatic: [], toAdministrators: true, mode: 'ANY' },
    },
    { name: 'the only administrator is the submitter: nobody', found: [], administrators: ['1'], expected: null },
    { name: 'no administrator: nobody', found: [], expected: null },
    {
      name: 'who approved the step before is not asked again (any)',
      found: ['2', '3'],
      approvedBefore: ['2'],
      expected: { open: [], automatic: ['2'], toAdministrators: false, mode: 'ANY' },
    },
    {
      name: 'who approved the step before is not asked again, the others are (all)',
      mode: 'ALL',
      found: ['2', '3'],
      approvedBefore: ['2'],
      expected: { open: ['3'], automatic: ['2'], toAdministrators: false, mode: 'ALL' },
    },
    {
      name: 'everyone approved the step before (all)',
      mode: 'ALL',
      found: ['2'],
      approvedBefore: ['2', '4'],
      expected: { open: [], automatic: ['2'], toAdministrators: false, mode: 'ALL' },
    },
  ])('$name', ({ mode = 'ANY', allowSelf = false, found, administrators = [], approvedBefore = [], expected }) => {
    const candidates = { submitterId: SUBMITTER, found, administrators, approvedBefore };
    expect(whoDecides(aStep({ mode, allowSelf }), candidates)).toEqual(expected);
  });
});

it.each<[string, StepDefinition[], string, number, { index: number | null; skipped: number[] }]>([
  ['the first', [aStep(), aStep()], '0.1', 0, { index: 0, skipped: [] }],
  ['the one after', [aStep(), aStep()], '0.1', 1, { index: 1, skipped: [] }],
  ['none is left', [aStep()], '0.1', 1, { index: null, skipped: [] }],
  ['its condition fails', [aStep({ conditions: [LARGE] }), aStep()], '0.1', 0, { index: 1, skipped: [0] }],
  ['its condition holds', [aStep({ conditions: [LARGE] }), aStep()], '0.3', 0, { index: 0, skipped: [] }],
  ['the last is skipped', [aStep(), aStep({ conditions: [LARGE] })], '0.1', 1, { index: null, skipped: [1] }],
  [
    'a condition that cannot be judged skips nothing',
    [aStep({ conditions: [LARGE] })],
    '',
    0,
    { index: 0, skipped: [] },
  ],
])('next step: %s', (_name, steps, discount, from, expected) => {
  expect(nextStep(steps, discount ? { discount } : {}, from)).toEqual(expected);
});

it.each<[ApprovalStepMode, ApprovalTaskState[], boolean]>([
  ['ANY', ['OPEN', 'OPEN'], false],
  ['ANY', ['APPROVED', 'OPEN'], true],
  ['ALL', ['APPROVED', 'OPEN'], false],
  ['ALL', ['APPROVED', 'APPROVED'], true],
  ['ALL', [], false],
  ['ANY', [], false],
])('%s of %j is through: %s', (mode, states, expected) => {
  expect(isThrough(mode, states)).toBe(expected);
});

describe('the process', () => {
  const process = (id: string, changes: Partial<ProcessChoice> = {}): ProcessChoice => ({
    id,
    priority: 100,
    conditions: [],
    steps: [aStep()],
    ...changes,
  });

  it.each<[string, ProcessChoice[], string, string | null]>([
    ['none published', [], '0.1', null],
    ['the only one', [process('1')], '0.1', '1'],
    ['the smallest priority', [process('1'), process('2', { priority: 1 })], '0.1', '2'],
    ['the oldest among equals', [process('12'), process('9')], '0.1', '9'],
    ['one whose condition fails', [process('1', { conditions: [LARGE] })], '0.1', null],
    ['one whose condition cannot be judged', [process('1', { conditions: [LARGE] })], '', null],
    ['one whose condition holds', [process('1'), process('2', { priority: 1, conditions: [LARGE] })], '0.3', '2'],
    ['one without a step to take', [process('1', { steps: [aStep({ conditions: [LARGE] })] })], '0.1', null],
  ])('%s', (_name, processes, discount, expected) => {
    expect(chooseProcess(processes, discount ? { discount } : {})?.id ?? null).toBe(expected);
  });
});
