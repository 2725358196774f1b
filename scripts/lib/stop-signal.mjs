import { Stopped } from './say.mjs';

/** npm passes a Ctrl-C on that the terminal has already sent; two within this many milliseconds are one. */
const ECHO_MS = 1_500;
const PARENT_LOOK_MS = 200;

/**
 * Listens for Ctrl-C, SIGTERM and a closed terminal. `signal` aborts at the first one; `again` holds what to do
 * when the person presses a second time.
 */
export function listenForStop() {
  const controller = new AbortController();
  const stop = { signal: controller.signal, again: () => {}, requested: null };
  let firstAt = 0;
  const onSignal = (name) => {
    if (!stop.requested) {
      stop.requested = name;
      firstAt = performance.now();
      controller.abort(new Stopped(name));
    } else if (performance.now() - firstAt > ECHO_MS) {
      stop.again();
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => onSignal(name));
  watchParent(() => onSignal('the end of npm'));
  return stop;
}

/**
 * A SIGTERM to npm ends the shell between npm and us without reaching us; we see it by being handed to another parent.
 * Only under npm, as a process put into the background by hand may well outlive its parent.
 */
function watchParent(onOrphaned) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onOrphaned();
  }, PARENT_LOOK_MS);
  timer.unref();
}

/** Waits, but no longer than until the signal aborts, and then throws its reason. */
export function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
