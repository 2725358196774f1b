import { describe, expect, test } from '@jest/globals';
import { Deputy } from './deputy.js';

const at = (day: number, hour = 0): Date => new Date(Date.UTC(2026, 2, day, hour));
const NOW = at(10);

function deputy(from: Date | null, until: Date): Deputy {
  const made = new Deputy();
  made.setPeriod(from, until, NOW);
  return made;
}

describe('a period', () => {
  test('begins now when nothing or a moment past is said', () => {
    expect(deputy(null, at(12)).startsAt).toEqual(NOW);
    expect(deputy(at(8), at(12)).startsAt).toEqual(NOW);
    expect(deputy(at(11), at(12))).toMatchObject({ startsAt: at(11), endsAt: at(12), endedAt: null });
  });

  test.each([
    [at(12), at(12)],
    [at(12), at(11)],
    [null, NOW],
    [null, at(9)],
    [null, new Date(Date.UTC(2027, 2, 12))],
    [null, new Date(Number.NaN)],
  ])('from %p until %p is refused', (from, until) => {
    expect(() => deputy(from, until)).toThrow('INVALID_PERIOD');
  });

  test('overlaps another with a moment in common, not one that it only touches; what was ended does not count', () => {
    const middle = deputy(at(12), at(15));
    expect(middle.overlaps(deputy(at(14), at(20)))).toBe(true);
    expect(middle.overlaps(deputy(at(13), at(14)))).toBe(true);
    expect(middle.overlaps(deputy(at(15), at(20)))).toBe(false);
    expect(middle.overlaps(deputy(null, at(12)))).toBe(false);
    middle.end(at(11));
    expect(middle.overlaps(deputy(at(13), at(14)))).toBe(false);
  });

  test('ends once, and not after it is over', () => {
    const ended = deputy(null, at(12));
    ended.end(at(11));
    expect(ended.endedAt).toEqual(at(11));
    expect(() => ended.end(at(11))).toThrow('DEPUTY_ENDED');
    expect(() => deputy(null, at(12)).end(at(12))).toThrow('DEPUTY_ENDED');
  });
});
