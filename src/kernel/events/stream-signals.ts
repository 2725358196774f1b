import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

const POLL_MS = 1_000;
const PEOPLE_AT_ONCE = 500;

/** Tells open subscriptions of this process that a person's stream has grown: at once for own commits, by polling for other instances'. */
@Injectable()
export class StreamSignals {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly heads = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private polling = false;

  constructor(private readonly database: Database) {
    // Here and not at the first subscription: a timer keeps the request and the transaction that it was made in.
    this.timer = setInterval(() => void this.poll().catch(() => undefined), POLL_MS).unref();
  }

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
    return () => {
      this.emitter.off(personId, onGrowth);
      if (this.emitter.listenerCount(personId) === 0) this.heads.delete(personId);
    };
  }

  stop(): void {
    clearInterval(this.timer);
    this.emitter.removeAllListeners();
  }

  private async poll(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    try {
      const people = this.emitter.eventNames().map(String);
      for (let from = 0; from < people.length; from += PEOPLE_AT_ONCE)
        await this.announceHeads(people.slice(from, from + PEOPLE_AT_ONCE));
    } finally {
      this.polling = false;
    }
  }

  private async announceHeads(people: readonly string[]): Promise<void> {
    const rows = await this.database.rows<{ person_id: string; last_seq: string }>(
      `SELECT person_id, last_seq FROM person_stream WHERE person_id IN (${people.map(() => '?').join(',')})`,
      people,
    );
    for (const row of rows)
      if (Number(row.last_seq) > (this.heads.get(row.person_id) ?? 0))
        this.announce(row.person_id, Number(row.last_seq));
  }
}
