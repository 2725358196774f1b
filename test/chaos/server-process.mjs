import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { lastLines } from '../../scripts/lib/run-command.mjs';
import { SERVER_FLAGS } from '../../scripts/lib/server-process.mjs';
import { sleep } from '../../scripts/lib/stop-signal.mjs';

const START_MS = 180_000;

/** Login and password of the administrator that the server makes at its first start. */
export const ADMINISTRATOR = { login: 'chaos-admin', password: 'Not-a-Secret-At-All-1' };

/** Signs nothing but the tokens of a run on the loopback. */
const SIGNING_SECRET = 'only-for-chaos-9876543210-zyxwvutsrqponm';

/** The built server as a process of its own, always on the same port. */
export class ServerProcess {
  #options;
  #child = null;

  constructor(options) {
    this.#options = options;
  }

  get address() {
    return `http://127.0.0.1:${this.#options.port}`;
  }

  get pid() {
    return this.#child.pid;
  }

  get log() {
    return this.#options.log;
  }

  /** Starts it and waits until it is ready; answers the milliseconds that took. */
  async start(signal) {
    const began = performance.now();
    const { main, log, port, databaseUrl, dataDir } = this.#options;
    const output = openSync(log, 'a', 0o600);
    this.#child = spawn(process.execPath, [...SERVER_FLAGS, main], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        DATA_DIR: dataDir,
        SIGNING_SECRET,
        LOG_LEVEL: 'warn',
        ADMIN_LOGIN: ADMINISTRATOR.login,
        ADMIN_PASSWORD: ADMINISTRATOR.password,
      },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    for (let answer = await this.#readiness(); answer !== 'ready'; answer = await this.#readiness()) {
      const { exitCode } = this.#child;
      if (exitCode !== null || performance.now() - began > START_MS)
        throw new Error(
          `The server did not start (exit code ${exitCode}, ${answer}): ${lastLines(readFileSync(log, 'utf8'), 5)}`,
        );
      await sleep(50, signal);
    }
    return performance.now() - began;
  }

  /** kill -9; resolves when the process is gone. */
  async kill() {
    await this.#end('SIGKILL');
  }

  /** Asks it to end; resolves when the process is gone. */
  async stop() {
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), 25_000);
    await this.#end('SIGTERM');
    clearTimeout(timer);
  }

  async #end(signal) {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  async #readiness() {
    try {
      const response = await fetch(`${this.address}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      return response.ok ? 'ready' : await response.text();
    } catch (error) {
      return String(error.cause?.code ?? error.name);
    }
  }
}
