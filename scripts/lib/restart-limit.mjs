/** How often a server or a database is started again, within how many milliseconds, before it is given up. */
export const RESTARTS = 5;
const RESTARTS_WITHIN_MS = 5 * 60_000;

/** Allows an action so many times within so many milliseconds; `now` is a clock in milliseconds. */
export function restartLimit(times = RESTARTS, withinMs = RESTARTS_WITHIN_MS, now = () => performance.now()) {
  const done = [];
  return function mayTryAgain() {
    while (done.length > 0 && now() - done[0] > withinMs) done.shift();
    if (done.length >= times) return false;
    done.push(now());
    return true;
  };
}
