import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { RequestRefused } from './domain-error.js';

/** Requests and operations of sockets in work at once; each of them takes part of the same processor and the same connections. */
const MOST_INSIDE = 200;
/** From here on a newcomer is sent away when the event loop lags: those inside are served first. */
const BUSY_INSIDE = 50;
const LAGGING_MS = 100;
const SAMPLE_MS = 50;

/** Keeps the server answering when more is asked than it can do: what is too much is sent away at once instead of waiting with all the rest. */
@Injectable()
export class LoadLimit implements OnModuleDestroy {
  private inside = 0;
  private lagMs = 0;
  private expectedAt = performance.now() + SAMPLE_MS;
  private readonly sampling = setInterval(() => this.sample(), SAMPLE_MS).unref();

  /** Whether a newcomer would be sent away. */
  isFull(): boolean {
    return this.inside >= MOST_INSIDE || (this.inside >= BUSY_INSIDE && this.lagMs > LAGGING_MS);
  }

  /** Lets one request in and gives the way to tell that it is done, which counts once; null when there is no room. */
  enter(): (() => void) | null {
    if (this.isFull()) return null;
    this.inside += 1;
    let done = false;
    return () => {
      if (!done) this.inside -= 1;
      done = true;
    };
  }

  /** Does the work inside the limit. Throws UNAVAILABLE when there is no room. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const leave = this.enter();
    if (!leave) throw overloaded();
    try {
      return await work();
    } finally {
      leave();
    }
  }

  onModuleDestroy(): void {
    clearInterval(this.sampling);
  }

  /** The lag now, or half of what it was: one quiet moment does not end an overload. */
  private sample(): void {
    const now = performance.now();
    this.lagMs = Math.max(now - this.expectedAt, this.lagMs / 2);
    this.expectedAt = now + SAMPLE_MS;
  }
}

/** The refusal of what finds no room. */
export function overloaded(): RequestRefused {
  return new RequestRefused('UNAVAILABLE', 'The server is busy. Try again shortly. 服务繁忙，请稍后重试。', 1);
}
