import { expect, test } from '@jest/globals';
import { fireDue, type ResponseClock, stopClock, usualTarget } from './first-response-clock.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 1, minute));

function clockOf(changes: Partial<ResponseClock> = {}): ResponseClock {
  return {
    firstResponseWarnAt: at(90),
    firstResponseDueAt: at(120),
    firstRespondedAt: null,
    firstResponseWarnedAt: null,
    firstResponseBreachedAt: null,
    ...changes,
  };
}

test.each([
  ['COMPLAINT', 120, 'NATURAL'],
  ['FAULT', 480, 'WORKING'],
  ['REQUEST', 480, 'WORKING'],
  ['SUGGESTION', 480, 'WORKING'],
] as const)('a %s is answered within %d minutes of the %s clock', (kind, minutes, clock) => {
  expect(usualTarget(kind)).toEqual({ minutes, clock });
});

test.each([
  [89, []],
  [90, ['WARNED']],
  [119, ['WARNED']],
  [120, ['WARNED', 'BREACHED']],
])('after %d minutes a fresh clock tells %j, and then nothing more', (minute, signals) => {
  const clock = clockOf();
  expect(fireDue(clock, at(minute))).toEqual(signals);
  expect(fireDue(clock, at(minute))).toEqual([]);
});

test('a clock that has warned tells the breach alone', () => {
  const clock = clockOf();
  fireDue(clock, at(95));
  expect(fireDue(clock, at(200))).toEqual(['BREACHED']);
  expect(clock).toMatchObject({ firstResponseWarnedAt: at(95), firstResponseBreachedAt: at(200) });
});

test('nothing is told after the first response', () => {
  const clock = clockOf();
  expect(stopClock(clock, at(30))).toEqual([]);
  expect(fireDue(clock, at(500))).toEqual([]);
  expect(stopClock(clock, at(600))).toEqual([]);
  expect(clock.firstRespondedAt).toEqual(at(30));
});

test('a late response that no tick has noticed is a breach all the same, told once', () => {
  const clock = clockOf();
  expect(stopClock(clock, at(121))).toEqual(['BREACHED']);
  expect(clock.firstResponseBreachedAt).toEqual(at(121));
  const noticed = clockOf({ firstResponseBreachedAt: at(120) });
  expect(stopClock(noticed, at(121))).toEqual([]);
});
