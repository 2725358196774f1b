import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

const POLL_MS = 1_000;

/** Tells open subscriptions of this process that a person's stream has grown: at once for own commits, by polling for other instances'. */
@Injectable()
export class StreamSignals {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly heads = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly database: Database) {}

  /** Number of people with at least one open subscription here. */
  get listening(): number {
    return this.emitter.eventNames().length;
  }

  announce(personId: string, seq: number): void {
    if (this.emitter.listenerCount(personId) === 0) return;
    this.heads.set(personId, Math.max(seq, this.heads.get(personId) ?? 0));
    this.emitter.emit(personId, seq);
  }

  /** Calls back with the stream's newest number; returns the way to stop. */
  listen(personId: string, onGrowth: (seq: number) => void): () => void {
    this.emitter.on(personId, onGrowth);
    this.timer ??= setInterval(() => void this.poll().catch(() => undefined), POLL_MS).unref();
    return () => {
      this.emitter.off(personId, onGrowth);
      if (this.emitter.listenerCount(personId) === 0) this.heads.delete(personId);
    };
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.emitter.removeAllListeners();
  }

  private async poll(): Promise<void> {
    const people = this.emitter.eventNames().map(String);
    for (let from = 0; from < people.length; from += 500) {
      const some = people.slice(from, from + 500);
      const rows = await this.database.rows<{ person_id: string; last_seq: string }>(
        `SELECT person_id, last_seq FROM person_stream WHERE person_id IN (${some.map(() => '?').join(',')})`,
        some,
      );
      for (const row of rows)
        if (Number(row.last_seq) > (this.heads.get(row.person_id) ?? 0)) this.announce(row.person_id, Number(row.last_seq));
    }
  }
}
