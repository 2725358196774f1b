import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DatabaseAway } from '../database/retryable.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { LOG, type Log } from '../runtime/logging.js';
import { insertAuditRow } from './audit-rows.js';
import { type CountedRefusal, type Refusal, RefusalWindow } from './refusal-window.js';

const WINDOW_MS = 60_000;
/** Between two writes, so that a flood is written in few transactions. */
const PAUSE_MS = 200;
/** Kept in memory while the database is away. */
const MOST_WAITING = 1_000;
/** After a write that failed. */
const AGAIN_MS = 5_000;

/**
 * Keeps refusals in the audit. They have no transaction of their own cause, so they get small ones, beside the answer and at most five a
 * second; a window of a minute bounds their number (per instance: 300 different ones, 30 of one person; the rest is counted).
 */
@Injectable()
export class RefusalAudit {
  private window: RefusalWindow | null = null;
  private windowEnd: NodeJS.Timeout | null = null;
  private waiting: CountedRefusal[] = [];
  private writing: Promise<void> | null = null;
  private readonly stopping = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Notes a refusal; costs the caller nothing but memory, and of that a bounded amount. */
  note(refusal: Refusal): void {
    this.window ??= this.openWindow();
    if (!this.window.take(refusal)) return;
    this.waiting.push({ refusal, times: 1 });
    this.write();
  }

  /** Writes what is noted so far, now. */
  async flush(): Promise<void> {
    this.closeWindow();
    while (this.waiting.length > 0) {
      this.write();
      await this.writing;
      if (this.stopping.signal.aborted) break;
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.writing;
    this.closeWindow();
    await this.writeWaiting().catch(() => undefined);
  }

  private openWindow(): RefusalWindow {
    this.windowEnd = setTimeout(() => this.closeWindow(), WINDOW_MS).unref();
    return new RefusalWindow();
  }

  private closeWindow(): void {
    if (this.windowEnd) clearTimeout(this.windowEnd);
    this.waiting.push(...(this.window?.counted() ?? []));
    this.window = null;
    if (!this.stopping.signal.aborted) this.write();
  }

  /** Begins to write unless that is going on; what is noted meanwhile goes together. */
  private write(): void {
    if (this.waiting.length === 0) return;
    this.writing ??= this.database.outside(() => this.writeAll()).finally(() => (this.writing = null));
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0 && !this.stopping.signal.aborted) {
      const wait = await this.writeWaiting().then(
        () => PAUSE_MS,
        (error: unknown) => {
          this.log.warn({ err: error }, 'refusals could not be written into the audit yet');
          return AGAIN_MS;
        },
      );
      await sleep(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async writeWaiting(): Promise<void> {
    const refusals = this.waiting.splice(0);
    if (refusals.length === 0) return;
    try {
      await this.unitOfWork.run({ actor: null, action: 'audit.refusals' }, (work) => {
        for (const { refusal, times } of refusals)
          insertAuditRow(work, { ...refusal, id: work.nextId(), at: work.at, version: 0, times });
        return Promise.resolve();
      });
    } catch (error) {
      // What the database cannot take would never be taken, and while it is away nobody can be refused for long.
      if (error instanceof DatabaseAway) this.waiting = [...refusals, ...this.waiting].slice(0, MOST_WAITING);
      throw error;
    }
  }
}
