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
    gate.run(() => {
      started += 1;
      return work();
    }),
  );
  await Promise.resolve();
  expect(started).toBe(GATE.running);
  await expect(gate.run(() => Promise.resolve('late'))).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    retryAfterSeconds: 5,
  });
  works.forEach(({ end }) => end());
  expect(await Promise.all(runs)).toHaveLength(GATE.running + GATE.waiting);
  expect(started).toBe(GATE.running + GATE.waiting);
  await expect(gate.run(() => Promise.resolve('again'))).resolves.toBe('again');
});

test('a failed report gives its place back', async () => {
  const gate = new ReportGate();
  for (let i = 0; i < GATE.running + 1; i++)
    await expect(gate.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(gate.run(() => Promise.resolve('fine'))).resolves.toBe('fine');
});

test('whoever waits too long is told so and leaves the queue', async () => {
  jest.useFakeTimers();
  const gate = new ReportGate();
  const works = Array.from({ length: GATE.running }, held);
  const runs = works.map(({ work }) => gate.run(work));
  const waiting = gate.run(() => Promise.resolve('never'));
  const refused = expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  jest.advanceTimersByTime(GATE.longestWaitMs);
  await refused;
  jest.useRealTimers();
  works.forEach(({ end }) => end());
  await Promise.all(runs);
  await expect(gate.run(() => Promise.resolve('fine'))).resolves.toBe('fine');
});
