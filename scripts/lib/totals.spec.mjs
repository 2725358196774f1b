import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addTotals, jestTotals, singleTotal, tapTotals, totalsLine } from './totals.mjs';
import { runSteps } from './test-steps.mjs';

const REPORT = {
  numPassedTests: 5,
  numFailedTests: 1,
  numRuntimeErrorTestSuites: 1,
  numPendingTests: 2,
  numTodoTests: 1,
};

test('the report of Jest is added up, a spec file that cannot run being one failure', () => {
  assert.deepEqual(jestTotals(REPORT, 1), { passed: 5, failed: 2, skipped: 3 });
});

test('Jest that leaves no report, or fails without a failed test, counts as a failure', () => {
  assert.deepEqual(jestTotals(null, 1), { passed: 0, failed: 1, skipped: 0 });
  const allGreen = { ...REPORT, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
  assert.deepEqual(jestTotals(allGreen, 1), { passed: 5, failed: 1, skipped: 3 });
  assert.deepEqual(jestTotals(allGreen, 0), { passed: 5, failed: 0, skipped: 3 });
});

test('the TAP of the node runner is added up', () => {
  const tap = 'TAP version 13\n1..9\n# tests 9\n# pass 4\n# fail 1\n# cancelled 1\n# skipped 2\n# todo 1\n';
  assert.deepEqual(tapTotals(tap, 1), { passed: 4, failed: 2, skipped: 3 });
  assert.deepEqual(tapTotals('', 1), { passed: 0, failed: 1, skipped: 0 });
});

test('the closing line adds all parts', () => {
  const all = [singleTotal(true), singleTotal(false), jestTotals(REPORT, 1)].reduce(addTotals);
  assert.equal(totalsLine(all), '6 passed, 3 failed, 3 skipped');
});

test('steps run no more than so many at once and answer in their own order', async () => {
  let running = 0;
  let most = 0;
  const step = (passed, milliseconds) => ({
    run: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      running -= 1;
      return { passed, failed: 0, skipped: 0 };
    },
  });
  const results = await runSteps([step(1, 30), step(2, 1), step(3, 1), step(4, 1)], 2);
  assert.deepEqual(
    results.map((result) => result.passed),
    [1, 2, 3, 4],
  );
  assert.equal(most, 2);
});
