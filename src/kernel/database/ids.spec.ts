import { expect, test } from '@jest/globals';
import { IdSource } from './ids.js';

test('ids grow, also within one millisecond and when the clock goes back', () => {
  const times = [1_800_000_000_000, 1_800_000_000_000, 1_799_999_999_000, 1_800_000_000_001];
  let call = 0;
  const ids = new IdSource(3, () => times[Math.min(call++, times.length - 1)]!);
  const made = Array.from({ length: 10_000 }, () => BigInt(ids.next()));
  for (let i = 1; i < made.length; i++) expect(made[i]! > made[i - 1]!).toBe(true);
  expect(new Set(made).size).toBe(10_000);
});

test('two instances never make the same id', () => {
  const fixed = (): number => 1_800_000_000_000;
  const one = new IdSource(1, fixed);
  const two = new IdSource(2, fixed);
  const made = new Set(Array.from({ length: 5_000 }, () => [one.next(), two.next()]).flat());
  expect(made.size).toBe(10_000);
});

test('an instance number that does not fit is refused', () => {
  expect(() => new IdSource(1024, () => 0)).toThrow(RangeError);
});

test('ids of instances whose clocks differ follow the database, and so the order of events', () => {
  let database = 1_800_000_000_000;
  const early = new IdSource(1, () => database - 300_000);
  const late = new IdSource(2, () => database + 300_000);
  const made: bigint[] = [];
  for (let round = 0; round < 200; round++) {
    const ids = round % 2 ? early : late;
    const moment = database;
    database += 1 + (round % 3);
    ids.follow(moment);
    made.push(BigInt(ids.next()));
    database += 5;
  }
  for (let i = 1; i < made.length; i++) expect(made[i]! > made[i - 1]!).toBe(true);
});

test('an instance that is given another number goes on upwards', () => {
  const ids = new IdSource(900, () => 1_800_000_000_000);
  const before = BigInt(ids.next());
  ids.renumber(3);
  expect(BigInt(ids.next()) > before).toBe(true);
});
