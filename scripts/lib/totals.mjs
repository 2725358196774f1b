/** No checks at all. */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** Two totals together. */
export function addTotals(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** One check that passed or failed as a whole. */
export function singleTotal(ok) {
  return { ...NOTHING, [ok ? 'passed' : 'failed']: 1 };
}

/** A step whose exit code says failure has at least one failure, whatever its report says. */
function atLeastOneFailure(totals, code) {
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

/** Totals from Jest's JSON report (null when there is none) and its exit code; a spec file that cannot run counts as one failure. */
export function jestTotals(report, code) {
  if (!report) return singleTotal(false);
  const totals = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return atLeastOneFailure(totals, code);
}

/** Totals from the TAP report of `node --test` and its exit code; a cancelled test counts as a failure. */
export function tapTotals(tap, code) {
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const totals = {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  };
  return atLeastOneFailure(totals, code);
}

/** The closing line of a test run. */
export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
