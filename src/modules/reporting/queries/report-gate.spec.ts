import { availableParallelism } from 'node:os';
import { expect, jest, test } from '@jest/globals';
import { GATE, ReportGate } from './report-gate.js';

/** Work that ends when told to. */
function held(): { work: () => Promise<string>; end: () => void } {
  let end: () => void = () => undefined;
  const promise = new Promise<string>((resolve) => (end = () => resolve('done')));
  return { work: () => promise, end: () => end() };
}

test('three run at once, twelve wait, the next is told when to come back; a place is handed on', async () => {
  const gate = new ReportGate();
  const works = Array.from({ length: GATE.running + GATE.waiting }, held);
  let started = 0;
  const runs = works.map(({ work }) =>
    gate.run('a', () => {
      started += 1;
      return work();
    }),
  );
  await Promise.resolve();
  expect(started).toBe(GATE.running);
  await expect(gate.run('b', () => Promise.resolve('late'))).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    retryAfterSeconds: 5,
  });
  works.forEach(({ end }) => end());
  expect(await Promise.all(runs)).toHaveLength(GATE.running + GATE.waiting);
  expect(started).toBe(GATE.running + GATE.waiting);
  await expect(gate.run('b', () => Promise.resolve('again'))).resolves.toBe('again');
});

test('a failed report gives its place back', async () => {
  const gate = new ReportGate();
  for (let i = 0; i < GATE.running + 1; i++)
    await expect(gate.run('b', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(gate.run('b', () => Promise.resolve('fine'))).resolves.toBe('fine');
});

test('whoever waits too long is told so and leaves the queue', async () => {
  jest.useFakeTimers();
  const gate = new ReportGate();
  const works = Array.from({ length: GATE.running }, held);
  const runs = works.map(({ work }) => gate.run('c', work));
  const waiting = gate.run('b', () => Promise.resolve('never'));
  const refused = expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  jest.advanceTimersByTime(GATE.longestWaitMs);
  await refused;
  jest.useRealTimers();
  works.forEach(({ end }) => end());
  await Promise.all(runs);
  await expect(gate.run('b', () => Promise.resolve('fine'))).resolves.toBe('fine');
});

test('what was slow the last time leaves a processor to others, and those who wait come in turn', async () => {
  jest.useFakeTimers();
  const gate = new ReportGate();
  const first = held();
  const slow = gate.run('slow', first.work);
  jest.advanceTimersByTime(600);
  first.end();
  await slow;
  const works = Array.from({ length: GATE.running }, held);
  let started = 0;
  const runs = works.map(({ work }) =>
    gate.run('slow', () => {
      started += 1;
      return work();
    }),
  );
  const quick = gate.run('quick', () => Promise.resolve('quick'));
  await Promise.resolve();
  expect(started).toBe(Math.max(1, Math.min(GATE.running, availableParallelism() - 1)));
  works.forEach(({ end }) => end());
  expect(await Promise.all([...runs, quick])).toEqual(['done', 'done', 'done', 'quick']);
  jest.useRealTimers();
});
