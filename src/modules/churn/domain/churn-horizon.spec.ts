import { describe, expect, it } from '@jest/globals';
import { churnHorizon, DEFAULT_HORIZON_DAYS } from './churn-horizon.js';

const gaps = (count: number, days: number): number[] => Array.from({ length: count }, () => days);

describe('churnHorizon', () => {
  it.each([
    ['tier before all', { tierHorizonDays: 60, settingDays: 120, gaps: gaps(90, 10) }, { days: 60, source: 'TIER' }],
    ['setting before rhythm', { settingDays: 120, gaps: gaps(90, 10) }, { days: 120, source: 'SETTING' }],
    ['rhythm', { gaps: gaps(90, 10) }, { days: 28, source: 'RHYTHM' }],
    [
      'nine of ten gaps',
      { gaps: [...gaps(9, 50), 400].flatMap((days) => gaps(6, days)) },
      { days: 56, source: 'RHYTHM' },
    ],
    ['as in CDNOW', { gaps: gaps(60, 128) }, { days: 182, source: 'RHYTHM' }],
    ['at most a year', { gaps: gaps(60, 900) }, { days: 364, source: 'RHYTHM' }],
    ['too few gaps', { gaps: gaps(49, 10) }, { days: DEFAULT_HORIZON_DAYS, source: 'DEFAULT' }],
    ['nothing known', {}, { days: DEFAULT_HORIZON_DAYS, source: 'DEFAULT' }],
  ] as const)('%s', (_, input, expected) => {
    expect(churnHorizon(input)).toEqual(expected);
  });
});
