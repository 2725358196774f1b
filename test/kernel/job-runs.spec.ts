import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decide } from '../../src/kernel/jobs/scheduled-job-decision.js';
import { JobRuns } from '../../src/kernel/jobs/scheduled-job-runs.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

const JOB = 'sweep';
const LONGEST_SECONDS = 3_600;

let kernel: TestKernel;
let one: Instance;
let runs: JobRuns;
beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
  runs = new JobRuns(one.database, one.clock);
});
afterAll(() => kernel.close());

test('a run whose process gives no sign of life for half a minute is taken over; who comes back finds it taken', async () => {
  const slot = new Date('2026-03-04T18:00:00Z');
  const act = async (): Promise<string> => decide(await runs.last(JOB), slot, LONGEST_SECONDS).act;
  const held = (await runs.claim(JOB, slot))!;
  expect(await act()).toBe('wait');
  const silent = (seconds: number): Promise<unknown> =>
    kernel.sql(`UPDATE job_run SET seen_at = DATE_SUB(UTC_TIMESTAMP(3), INTERVAL ${seconds} SECOND)`);
  await silent(25);
  expect(await act()).toBe('wait');
  await silent(40);
  expect(await act()).toBe('again');
  expect(await runs.giveSign(held)).toBe(true);
  expect(await act()).toBe('wait');
  await silent(40);
  const taken = (await runs.claimAgain(JOB, (await runs.last(JOB))[0]!))!;
  expect([await runs.giveSign(held), await runs.finish(held, 'ok')]).toEqual([false, false]);
  expect(await act()).toBe('wait');
  expect(await runs.finish(taken, 'ok')).toBe(true);
  expect([await runs.giveSign(taken), await act()]).toEqual([false, 'settled']);
});

test('a run of a version that gives no signs may take as long as it may', async () => {
  const slot = new Date('2026-03-05T18:00:00Z');
  await runs.claim('older', slot);
  await kernel.sql('UPDATE job_run SET seen_at = NULL, started_at = DATE_SUB(UTC_TIMESTAMP(3), INTERVAL 600 SECOND)');
  expect(decide(await runs.last('older'), slot, LONGEST_SECONDS).act).toBe('wait');
});
