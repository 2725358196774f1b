import { Worker } from 'node:worker_threads';

/** Asks for the server's health all the time, from a thread of its own, and remembers the worst answer since it was last asked. */
export class HealthWatch {
  #worker;
  #answered = null;

  constructor(address, pid) {
    const workerData = { address: `${address}/health/live`, schedule: `/proc/${pid}/task/${pid}/schedstat` };
    this.#worker = new Worker(new URL('./health-worker.mjs', import.meta.url), { workerData });
    this.#worker.on('message', (seen) => this.#answered?.(seen));
  }

  /**
   * The worst since the last call: milliseconds until health answered, without those in which the machine let the server wait for a
   * processor, and how many those were; how many answers were none.
   */
  worst() {
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#worker.postMessage('worst');
    });
  }

  async stop() {
    await this.#worker.terminate();
  }
}
