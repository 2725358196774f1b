import { spawn } from 'node:child_process';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { Problem } from '../../scripts/lib/say.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { lastLines } from '../../scripts/lib/run-command.mjs';
import { sleep } from '../../scripts/lib/stop-signal.mjs';

const READY_MS = 120_000;
const STOP_GRACE_MS = 25_000;

/** A Node server of one process; `stop` must be called. Its output goes to a log file. */
export class ChildServer {
  #ended;

  constructor({ name, args, env, port, log }) {
    Object.assign(this, { name, port, log });
    const output = openSync(log, 'w');
    this.child = spawn(process.execPath, args, { cwd: ROOT, env, detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    this.#ended = new Promise((resolve) => {
      this.child.on('error', resolve);
      this.child.on('exit', resolve);
    });
  }

  get pid() {
    return this.child.pid;
  }

  /** Waits until the address answers. Throws Problem when the server ends before, or takes too long. */
  async ready(path, signal) {
    const until = performance.now() + READY_MS;
    for (;;) {
      if (this.child.exitCode !== null || this.child.signalCode !== null || performance.now() > until)
        throw new Problem(
          `The ${this.name} of the bench did not start. Its last words:\n${lastLines(readFileSync(this.log, 'utf8'))}`,
        );
      const answer = await fetch(`http://127.0.0.1:${this.port}${path}`).catch(() => null);
      if (answer?.ok) return;
      await sleep(50, signal);
    }
  }

  /** Ends it. */
  async stop() {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_GRACE_MS);
    await this.#ended;
    clearTimeout(timer);
  }
}
