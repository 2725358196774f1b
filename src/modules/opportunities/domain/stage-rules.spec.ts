import { describe, expect, test } from '@jest/globals';
import { DomainErrors } from '../../../kernel/runtime/domain-error.js';
import { DEFAULT_STAGES } from './default-stages.js';
import './opportunity-errors.js';
import type { StageView } from './stage-model.js';
import {
  missingFor,
  refuseMissing,
  requirementsUpTo,
  type StageEvidence,
  stageAfter,
  stageOfKind,
} from './stage-rules.js';

const NOTHING: StageEvidence = {
  customerId: null,
  amount: null,
  expectedCloseOn: null,
  nextStep: null,
  lineCount: 0,
  interactionCount: 0,
};

function stage(code: string): StageView {
  return DEFAULT_STAGES.find((one) => one.code === code)!;
}

describe('requirementsUpTo', () => {
  test.each([
    ['PROSPECTING', []],
    ['ENGAGING', []],
    ['PROPOSAL', ['CUSTOMER']],
    ['NEGOTIATING', ['CUSTOMER', 'AMOUNT', 'EXPECTED_CLOSE']],
    ['WON', ['CUSTOMER', 'AMOUNT', 'EXPECTED_CLOSE', 'PRODUCTS']],
    ['LOST', []],
  ])('%s asks for %j, what earlier stages ask included', (code, requirements) => {
    expect(requirementsUpTo(DEFAULT_STAGES, stage(code))).toEqual(requirements);
  });
});

describe('missingFor', () => {
  test.each<[keyof StageEvidence, StageEvidence[keyof StageEvidence], string, boolean]>([
    ['customerId', '1', 'CUSTOMER', true],
    ['amount', '0.01', 'AMOUNT', true],
    ['amount', '0.00', 'AMOUNT', false],
    ['expectedCloseOn', '2026-01-01', 'EXPECTED_CLOSE', true],
    ['nextStep', ' ', 'NEXT_STEP', false],
    ['nextStep', '报价', 'NEXT_STEP', true],
    ['lineCount', 1, 'PRODUCTS', true],
    ['interactionCount', 1, 'INTERACTION', true],
  ])('%s = %j meets %s: %s', (field, value, requirement, met) => {
    const missing = missingFor(['CUSTOMER', 'AMOUNT', 'PRODUCTS', 'EXPECTED_CLOSE', 'NEXT_STEP', 'INTERACTION'], {
      ...NOTHING,
      [field]: value,
    });
    expect(!missing.includes(requirement as (typeof missing)[number])).toBe(met);
    expect(missing).toHaveLength(met ? 5 : 6);
  });

  test('each missing thing is one error with the field it speaks of', () => {
    const refuse = (): void => refuseMissing(stage('NEGOTIATING'), ['CUSTOMER', 'AMOUNT']);
    expect(refuse).toThrow(DomainErrors);
    try {
      refuse();
    } catch (error) {
      const { errors } = error as DomainErrors;
      expect(errors.map(({ code, path }) => [code, path])).toEqual([
        ['STAGE_CONDITION_MISSING', ['opportunity', 'customerId']],
        ['STAGE_CONDITION_MISSING', ['opportunity', 'amount']],
      ]);
    }
  });

  test('nothing missing refuses nothing', () => {
    expect(() => refuseMissing(stage('WON'), [])).not.toThrow();
  });
});

describe('the order of stages', () => {
  test.each([
    ['PROSPECTING', 'ENGAGING'],
    ['ENGAGING', 'PROPOSAL'],
    ['NEGOTIATING', 'WON'],
    ['WON', undefined],
    ['LOST', undefined],
    ['NO_SUCH_STAGE', undefined],
  ])('after %s comes %s', (code, next) => {
    expect(stageAfter(DEFAULT_STAGES, code)?.code).toBe(next);
  });

  test('a model without a stage of the kind is refused', () => {
    expect(stageOfKind(DEFAULT_STAGES, 'OPEN').code).toBe('PROSPECTING');
    expect(() => stageOfKind([stage('LOST')], 'WON')).toThrow('no stage of kind WON');
  });
});
