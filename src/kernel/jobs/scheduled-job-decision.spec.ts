import { decide, type RunState } from './scheduled-job-decision.js';

const SLOT = new Date('2026-03-04T18:00:00Z');
const EARLIER = new Date('2026-03-03T18:00:00Z');
const LATER = new Date('2026-03-04T20:00:00Z');
const LONGEST = 600;

const run = (given: Partial<RunState>): RunState => ({
  plannedAt: SLOT,
  startedAt: SLOT,
  finishedAt: null,
  attempts: 1,
  fence: 1,
  outcome: null,
  ageSeconds: 10,
  silentSeconds: 0,
  ...given,
});
const done = { finishedAt: SLOT, outcome: 'ok: 3 rows' };
const failed = { finishedAt: SLOT, outcome: 'failed: no disk' };

describe('decide', () => {
  it.each<[string, RunState[], string]>([
    ['never ran', [], 'claim'],
    ['an earlier slot is done', [run({ ...done, plannedAt: EARLIER })], 'claim'],
    ['an earlier slot failed for good', [run({ ...failed, plannedAt: EARLIER, attempts: 3 })], 'claim'],
    ['an earlier slot still runs', [run({ plannedAt: EARLIER, ageSeconds: 600 })], 'wait'],
    ['an earlier slot was lost', [run({ plannedAt: EARLIER, ageSeconds: 601 })], 'claim'],
    ['a run by hand goes on', [run({ plannedAt: LATER })], 'wait'],
    ['a run by hand is over', [run({ ...done, plannedAt: LATER })], 'claim'],
    ['it runs', [run({})], 'wait'],
    ['it runs as long as it may', [run({ ageSeconds: 600 })], 'wait'],
    ['it is lost', [run({ ageSeconds: 601 })], 'again'],
    ['it was silent for a while', [run({ silentSeconds: 30 })], 'wait'],
    ['it is silent', [run({ silentSeconds: 31 })], 'again'],
    ['an earlier slot is silent', [run({ plannedAt: EARLIER, silentSeconds: 31 })], 'claim'],
    ['a silent one is done', [run({ ...done, silentSeconds: 999 })], 'settled'],
    ['it is lost for the third time', [run({ ageSeconds: 601, attempts: 3 })], 'give-up'],
    ['it is done', [run(done)], 'settled'],
    ['it is done without words', [run({ finishedAt: SLOT, outcome: 'ok' })], 'settled'],
    ['it failed just now', [run({ ...failed, ageSeconds: 29 })], 'wait'],
    ['it failed a while ago', [run({ ...failed, ageSeconds: 30 })], 'again'],
    ['it failed twice', [run({ ...failed, attempts: 2, ageSeconds: 59 })], 'wait'],
    ['it failed twice, a while ago', [run({ ...failed, attempts: 2, ageSeconds: 60 })], 'again'],
    ['it failed three times', [run({ ...failed, attempts: 3, ageSeconds: 9_999 })], 'settled'],
  ])('%s', (_case, runs, act) => expect(decide(runs, SLOT, LONGEST).act).toBe(act));
});
