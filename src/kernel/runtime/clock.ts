import { Injectable } from '@nestjs/common';

/** The only source of "now" in the product, so that a test can move time. */
@Injectable()
export class Clock {
  private offsetMs = 0;

  now(): Date {
    return new Date(this.millis());
  }

  /** Milliseconds since 1970-01-01 UTC. */
  millis(): number {
    return Date.now() + this.offsetMs;
  }

  /** A moment read from the database, moved like everything else when a test has moved the clock. */
  adjust(databaseNow: Date): Date {
    return this.offsetMs === 0 ? databaseNow : new Date(databaseNow.getTime() + this.offsetMs);
  }

  /** Moves time by that many milliseconds; only the test server calls it. */
  shift(ms: number): void {
    this.offsetMs += ms;
  }
}
