import { Injectable } from '@nestjs/common';
import { RequestRefused } from './domain-error.js';

/** Operations in work at once; each of them takes part of the same processor and the same connections. */
const MOST_INSIDE = 64;
/** So many wait for a place before anybody is sent away: a short stand-still of the machine is no overload. */
const CROWD = 8;
/** Newcomers are sent away at the door once the first of a crowd has waited so long, or they would wait so long themselves. */
const CROWDED_MS = 200;
/** Nobody in a crowd waits longer for a place: with what comes after it the answer is due within a second. */
const LONGEST_WAIT_MS = 700;
/** However fast they come, no more wait for a place. */
const MOST_WAITING = 400;
/** How much the latest time between two entries counts in their mean. */
const LATEST_WEIGHT = 0.1;

/** Gives a place back; a second call does nothing. */
export type Leave = () => void;

interface Waiting {
  readonly since: number;
  readonly comeIn: () => void;
  readonly giveUp: () => void;
}

/**
 * Keeps the server answering when more is asked than it can do. So many operations have a place at once; they come in one per turn of
 * the event loop, so that health and everybody else get their turns between them. What would wait too long for a place is sent away at
 * once, before any work has been done for it.
 */
@Injectable()
export class LoadLimit {
  private inside = 0;
  private hasEntered = false;
  private readonly waiting: Waiting[] = [];
  private lastEntry = 0;
  /** Mean milliseconds between two entries while others wait. */
  private interval = 0;
  private timer: NodeJS.Timeout | null = null;
  private readonly turns: (() => void)[] = [];

  /** Whether a newcomer would be sent away. */
  isFull(): boolean {
    const { length } = this.waiting;
    return (
      length >= MOST_WAITING || this.hasCrowd(CROWDED_MS) || (this.isCrowd() && length * this.interval > CROWDED_MS)
    );
  }

  /** Resolves when there is a place, with the way to give it back. Rejects with UNAVAILABLE when there is none, or it does not come in time. */
  enter(): Promise<Leave> {
    if (this.isFull()) return Promise.reject(overloaded());
    if (this.waiting.length === 0 && !this.hasEntered && this.inside < MOST_INSIDE)
      return Promise.resolve(this.entered());
    this.timer ??= setTimeout(() => this.lookAtTheTime(), LONGEST_WAIT_MS).unref();
    return new Promise((resolve, reject) =>
      this.waiting.push({
        since: performance.now(),
        comeIn: () => resolve(this.entered()),
        giveUp: () => reject(overloaded()),
      }),
    );
  }

  /** Does the work when there is a place for it. Throws UNAVAILABLE when there is none, or it does not come in time. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const leave = await this.enter();
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** Resolves in a turn of the event loop that no other one goes on in: between the parts of an operation that reckon, others have their turns. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.turns.push(resolve);
      if (this.turns.length === 1) setImmediate(() => this.giveTurn());
    });
  }

  private giveTurn(): void {
    this.turns.shift()?.();
    if (this.turns.length > 0) setImmediate(() => this.giveTurn());
  }

  private isCrowd(): boolean {
    return this.waiting.length >= CROWD;
  }

  private hasCrowd(waitedMs: number): boolean {
    return this.isCrowd() && this.hasWaited(waitedMs);
  }

  private hasWaited(waitedMs: number): boolean {
    const [first] = this.waiting;
    return first !== undefined && performance.now() - first.since > waitedMs;
  }

  private entered(): Leave {
    this.inside += 1;
    this.nextTurn();
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.inside -= 1;
      if (this.waiting.length > 0 && !this.hasEntered) this.nextTurn();
    };
  }

  /** One has come in, or left, in this turn; the next one comes in in the next turn. */
  private nextTurn(): void {
    this.hasEntered = true;
    setImmediate(() => this.next());
  }

  private next(): void {
    this.hasEntered = false;
    while (this.hasCrowd(LONGEST_WAIT_MS)) this.waiting.shift()?.giveUp();
    if (this.inside >= MOST_INSIDE) return;
    const now = performance.now();
    const first = this.waiting.shift();
    const since = Math.max(this.lastEntry, first?.since ?? now);
    this.interval = first ? this.interval + LATEST_WEIGHT * (now - since - this.interval) : 0;
    this.lastEntry = now;
    first?.comeIn();
  }

  /** While no place gets free nobody comes in, and no turn sends away who has waited too long. */
  private lookAtTheTime(): void {
    this.timer = null;
    while (this.inside >= MOST_INSIDE && this.hasWaited(LONGEST_WAIT_MS)) this.waiting.shift()?.giveUp();
    if (this.waiting.length > 0) this.timer = setTimeout(() => this.lookAtTheTime(), CROWDED_MS).unref();
  }
}

/** The refusal of what finds no room. */
export function overloaded(): RequestRefused {
  return new RequestRefused('UNAVAILABLE', 'The server is busy. Try again shortly. 服务繁忙，请稍后重试。', 1);
}
