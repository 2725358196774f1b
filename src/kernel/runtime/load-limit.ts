import { Injectable } from '@nestjs/common';
import { RequestRefused } from './domain-error.js';

/** Operations in work at once; each of them takes part of the same processor and the same connections. */
const MOST_INSIDE = 200;
/** So many wait for a start before anybody is sent away: a short stand-still of the machine is no overload. */
const CROWD = 8;
/** Once the first of a crowd has waited so long, newcomers are sent away at the door. */
const CROWDED_MS = 200;
/** Nobody in a crowd waits longer for a start: with what comes after it the answer is due within a second. */
const LONGEST_WAIT_MS = 700;

interface Waiting {
  readonly since: number;
  readonly start: () => void;
  readonly giveUp: () => void;
}

/**
 * Keeps the server answering when more is asked than it can do. Operations start one per turn of the event loop, so that health and
 * everybody else get their turns between them; what would wait too long is sent away at once instead of waiting with all the rest.
 */
@Injectable()
export class LoadLimit {
  private inside = 0;
  private hasStarted = false;
  private readonly waiting: Waiting[] = [];

  /** Whether a newcomer would be sent away. */
  isFull(): boolean {
    return this.inside >= MOST_INSIDE || this.hasCrowd(CROWDED_MS);
  }

  /** Does the work when its turn has come. Throws UNAVAILABLE when there is no room, or the turn does not come in time. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isFull()) throw overloaded();
    this.inside += 1;
    try {
      if (this.hasStarted) await this.turn();
      else this.begin();
      return await work();
    } finally {
      this.inside -= 1;
    }
  }

  private hasCrowd(waitedMs: number): boolean {
    const [first] = this.waiting;
    return first !== undefined && this.waiting.length >= CROWD && performance.now() - first.since > waitedMs;
  }

  private turn(): Promise<void> {
    return new Promise((resolve, reject) =>
      this.waiting.push({ since: performance.now(), start: resolve, giveUp: () => reject(overloaded()) }),
    );
  }

  /** One has started in this turn; the next one does in the next turn. */
  private begin(): void {
    this.hasStarted = true;
    setImmediate(() => this.next());
  }

  private next(): void {
    while (this.hasCrowd(LONGEST_WAIT_MS)) this.waiting.shift()?.giveUp();
    const first = this.waiting.shift();
    if (!first) {
      this.hasStarted = false;
      return;
    }
    first.start();
    this.begin();
  }
}

/** The refusal of what finds no room. */
export function overloaded(): RequestRefused {
  return new RequestRefused('UNAVAILABLE', 'The server is busy. Try again shortly. 服务繁忙，请稍后重试。', 1);
}
