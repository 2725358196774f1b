import { fork } from 'node:child_process';
import { join } from 'node:path';
import { inRoot } from '../../scripts/lib/paths.mjs';

/** Milliseconds that a round may take beyond its own time before it is given up. */
const PATIENCE_MS = 60_000;

/** The load generator, a process of its own. */
export class Load {
  constructor() {
    this.child = fork(join(inRoot('bench', 'lib'), 'load-generator.mjs'), {
      detached: true,
      serialization: 'advanced',
    });
  }

  /** Runs one round and answers { requests, tookMs, latencies (ms, sorted), errors, firstError }. */
  run(order, signal) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('A round did not end.')), order.seconds * 1_000 + PATIENCE_MS);
      const onAbort = () => reject(signal.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.child.once('message', (result) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        if (result.failure) reject(new Error(result.failure));
        else resolve(result);
      });
      this.child.send(order);
    });
  }

  /** Ends the process. */
  close() {
    this.child.kill('SIGKILL');
  }
}
