import { Injectable } from '@nestjs/common';
import { RequestRefused } from '../../../kernel/runtime/domain-error.js';

/** Report statements that this process sends at once, and how many may wait for their turn. */
export const GATE = { running: 3, waiting: 12, longestWaitMs: 15_000 };

const RETRY_AFTER_SECONDS = 5;

/** Keeps reports from taking the connections that everybody else needs. */
@Injectable()
export class ReportGate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** Runs the work when a place is free. Throws UNAVAILABLE when too many wait already, or the wait is too long. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= GATE.running) await this.turn();
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  /** Resolves when a place is handed over; the place stays counted meanwhile. */
  private turn(): Promise<void> {
    if (this.waiting.length >= GATE.waiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(busy());
      }, GATE.longestWaitMs);
      this.waiting.push(enter);
    });
  }
}

function busy(): RequestRefused {
  const message = 'Too many reports run at the moment. Try again shortly. 当前统计查询过多，请稍后重试。';
  return new RequestRefused('UNAVAILABLE', message, RETRY_AFTER_SECONDS);
}
