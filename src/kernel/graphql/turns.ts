import { RequestRefused } from '../runtime/domain-error.js';

/** Lets a few pieces of work run at once and a bounded number wait, in the order of their calls. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** Does the work when its turn comes. Throws RATE_LIMITED when too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.atOnce) this.running += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      // The place goes on to whoever waits; given up in between, a newcomer could take it as well.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.mostWaiting)
      throw new RequestRefused('RATE_LIMITED', 'Too many operations at once. 同时进行的操作过多，请稍后重试。', 1);
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
