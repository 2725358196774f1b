/** Allows an action so many times within so many milliseconds; `now` is a clock in milliseconds. */
export function restartLimit(times, withinMs, now = () => performance.now()) {
  const done = [];
  return function mayTryAgain() {
    while (done.length > 0 && now() - done[0] > withinMs) done.shift();
    if (done.length >= times) return false;
    done.push(now());
    return true;
  };
}
