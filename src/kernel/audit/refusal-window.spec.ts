import { expect, test } from '@jest/globals';
import { MOST_PER_PERSON, MOST_TOGETHER, type Refusal, RefusalWindow } from './refusal-window.js';

const refusal = (facts: Partial<Refusal> = {}): Refusal => ({
  ...{ event: 'REFUSED', actorId: '7', sessionId: '71', address: '10.0.0.1', requestId: 'r' },
  ...{ action: 'customer.edit', kind: 'customer', recordId: '1', reason: 'customerUpdate: FORBIDDEN', changes: {} },
  ...facts,
});
const times = (window: RefusalWindow): [string, string | null, number][] =>
  window.counted().map((one) => [one.refusal.action, one.refusal.actorId, one.times]);

test('each different refusal is told at once, repetitions are counted', () => {
  const window = new RefusalWindow();
  expect(window.take(refusal())).toBe(true);
  expect(window.take(refusal({ requestId: 'another' }))).toBe(false);
  expect(window.take(refusal())).toBe(false);
  for (const other of [{ recordId: '2' }, { action: 'customer.delete' }, { actorId: '8' }, { address: '10.0.0.2' }])
    expect(window.take(refusal(other))).toBe(true);
  expect(times(window)).toEqual([['customer.edit', '7', 2]]);
});

test('one person has so many entries and a sum, and takes no room from others', () => {
  const window = new RefusalWindow();
  const told = Array.from({ length: 10_000 }, (_, n) => window.take(refusal({ recordId: String(n) })));
  expect(told.filter(Boolean)).toHaveLength(MOST_PER_PERSON);
  expect(times(window)).toEqual([['*', '7', 10_000 - MOST_PER_PERSON]]);
  expect(window.take(refusal({ actorId: '8' }))).toBe(true);
});

test('whoever is not signed in counts by address', () => {
  const window = new RefusalWindow();
  const guess = (address: string, n: number): boolean =>
    window.take(refusal({ actorId: null, event: 'SIGN_IN_REFUSED', address, changes: { login: [null, `x${n}`] } }));
  const told = Array.from({ length: 100 }, (_, n) => guess('10.0.0.1', n));
  expect(told.filter(Boolean)).toHaveLength(MOST_PER_PERSON);
  expect(guess('10.0.0.2', 1)).toBe(true);
});

test('everybody together has so many entries and a sum of what is beyond, however many people come', () => {
  const window = new RefusalWindow();
  const told = Array.from({ length: 50_000 }, (_, n) => window.take(refusal({ actorId: String(n) })));
  expect(told.filter(Boolean)).toHaveLength(MOST_TOGETHER);
  expect(times(window)).toEqual([['*', null, 50_000 - MOST_TOGETHER]]);
});
