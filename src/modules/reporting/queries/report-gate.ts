import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { RequestRefused } from '../../../kernel/runtime/domain-error.js';

/** Report statements that this process sends at once, and how many may wait for their turn. */
export const GATE = { running: 3, waiting: 12, longestWaitMs: 15_000 };

/** A statement that took so long the last time keeps a processor of the database busy. */
const SLOW_MS = 500;
/** One processor stays free for everybody else's work, since the database often shares this machine: slow statements take more places. */
const SLOW_AT_ONCE = Math.max(1, Math.min(GATE.running, availableParallelism() - 1));
const SLOW_PLACES = Math.ceil(GATE.running / SLOW_AT_ONCE);
const MOST_REMEMBERED = 1_000;
const RETRY_AFTER_SECONDS = 5;

interface Waiting {
  readonly places: number;
  readonly enter: () => void;
}

/** Keeps reports from taking the connections and the processors that everybody else needs. */
@Injectable()
export class ReportGate {
  private taken = 0;
  private readonly waiting: Waiting[] = [];
  /** Statement → whether it was slow the last time. */
  private readonly slow = new Map<string, boolean>();

  /** Runs the statement's work when there is room. Throws UNAVAILABLE when too many wait already, or the wait is too long. */
  async run<T>(statement: string, work: () => Promise<T>): Promise<T> {
    const places = this.slow.get(statement) ? SLOW_PLACES : 1;
    if (this.waiting.length > 0 || this.taken + places > GATE.running) await this.turn(places);
    else this.taken += places;
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.remember(statement, performance.now() - began > SLOW_MS);
      this.taken -= places;
      this.admit();
    }
  }

  /** Resolves when the places have been taken for the caller. */
  private turn(places: number): Promise<void> {
    if (this.waiting.length >= GATE.waiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const one = { places, enter };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(one), 1);
        reject(busy());
        this.admit();
      }, GATE.longestWaitMs);
      this.waiting.push(one);
    });
  }

  /** Lets in who waits longest, as far as there is room. */
  private admit(): void {
    for (let [next] = this.waiting; next && this.taken + next.places <= GATE.running; [next] = this.waiting) {
      this.waiting.shift();
      this.taken += next.places;
      next.enter();
    }
  }

  private remember(statement: string, isSlow: boolean): void {
    if (this.slow.size >= MOST_REMEMBERED) this.slow.clear();
    this.slow.set(statement, isSlow);
  }
}

function busy(): RequestRefused {
  const message = 'Too many reports run at the moment. Try again shortly. 当前统计查询过多，请稍后重试。';
  return new RequestRefused('UNAVAILABLE', message, RETRY_AFTER_SECONDS);
}
