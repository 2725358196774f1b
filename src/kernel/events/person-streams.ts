import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { faultOf } from '../database/retryable.js';
import type { Work } from '../database/work.js';
import { StreamSignals } from './stream-signals.js';

/** What is put into one person's stream. */
export interface PersonMessage {
  /** SCREAMING name of the message, such as `APPROVAL_REQUESTED`. */
  readonly type: string;
  /** The record it is about; shown only while the person may see it. */
  readonly kind: string;
  readonly recordId: string;
  readonly actorId: string | null;
  readonly occurredAt: Date;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A numbered message of a person's stream. */
export interface StreamEntry extends PersonMessage {
  readonly seq: number;
  readonly readAt: Date | null;
}

interface MessageRow {
  seq: string;
  type: string;
  kind: string;
  record_id: string;
  actor_id: string | null;
  occurred_at: Date;
  payload: string;
  read_at: Date | null;
}

const COLUMNS = ['person_id', 'seq', 'type', 'kind', 'record_id', 'actor_id', 'occurred_at', 'payload'];

/** One gap-free numbered stream per person: written in the causing transaction, read by inbox and subscriptions. */
@Injectable()
export class PersonStreams {
  constructor(
    private readonly database: Database,
    private readonly signals: StreamSignals,
  ) {}

  /** Appends a message to each person's stream; the numbers have no gaps because the counter commits with the message. */
  async append(work: Work, personIds: readonly string[], message: PersonMessage): Promise<void> {
    for (const personId of [...new Set(personIds)].sort()) {
      const seq = await this.nextNumber(personId);
      const { type, kind, recordId, actorId, occurredAt, payload } = message;
      work.insertRow('person_message', COLUMNS, [
        personId,
        seq,
        type,
        kind,
        recordId,
        actorId,
        occurredAt,
        JSON.stringify(payload),
      ]);
      work.onCommit(() => this.signals.announce(personId, seq));
    }
  }

  /** The counter's row stays locked until the commit, so numbers become visible in their order. */
  private async nextNumber(personId: string): Promise<number> {
    if (!(await this.countUp(personId))) {
      try {
        await this.database.write('INSERT INTO person_stream (person_id, last_seq) VALUES (?, 1)', [personId]);
      } catch (error) {
        // Somebody else began the stream at the same time.
        if (faultOf(error) !== 'duplicate') throw error;
        await this.countUp(personId);
      }
    }
    return this.head(personId);
  }

  private async countUp(personId: string): Promise<boolean> {
    return (
      (await this.database.write('UPDATE person_stream SET last_seq = last_seq + 1 WHERE person_id = ?', [personId])) >
      0
    );
  }

  /** Number of the person's newest message; 0 for an empty stream. */
  async head(personId: string): Promise<number> {
    const row = await this.database.one<{ last_seq: string }>(
      'SELECT last_seq FROM person_stream WHERE person_id = ?',
      [personId],
    );
    return Number(row?.last_seq ?? 0);
  }

  /** Messages after a number, oldest first. */
  async after(personId: string, seq: number, limit: number): Promise<StreamEntry[]> {
    const rows = await this.database.rows<MessageRow>(
      `SELECT seq, type, kind, record_id, actor_id, occurred_at, payload, read_at FROM person_message
       WHERE person_id = ? AND seq > ? ORDER BY seq LIMIT ${Math.trunc(limit)}`,
      [personId, seq],
    );
    return rows.map(toEntry);
  }

  /** Newest messages before a number (null: from the newest), newest first. */
  async before(personId: string, seq: number | null, limit: number, unreadOnly: boolean): Promise<StreamEntry[]> {
    const unread = unreadOnly ? 'AND read_at IS NULL' : '';
    const rows = await this.database.rows<MessageRow>(
      `SELECT seq, type, kind, record_id, actor_id, occurred_at, payload, read_at FROM person_message
       WHERE person_id = ? AND seq < ? ${unread} ORDER BY seq DESC LIMIT ${Math.trunc(limit)}`,
      [personId, seq ?? Number.MAX_SAFE_INTEGER],
    );
    return rows.map(toEntry);
  }

  /** How many messages the person has, and how many of them are unread. */
  async count(personId: string): Promise<{ total: number; unread: number }> {
    const row = await this.database.one<{ total: string; unread: string }>(
      'SELECT COUNT(*) AS total, COUNT(*) - COUNT(read_at) AS unread FROM person_message WHERE person_id = ?',
      [personId],
    );
    return { total: Number(row?.total ?? 0), unread: Number(row?.unread ?? 0) };
  }

  /** Marks messages up to and including a number, or the named ones, as read; tells how many were unread. */
  async markRead(personId: string, seqs: readonly number[] | null, upTo: number, at: Date): Promise<number> {
    if (seqs && seqs.length === 0) return 0;
    const which = seqs ? `seq IN (${seqs.map(() => '?').join(',')})` : 'seq <= ?';
    return this.database.write(
      `UPDATE person_message SET read_at = ? WHERE person_id = ? AND read_at IS NULL AND ${which}`,
      [at, personId, ...(seqs ?? [upTo])],
    );
  }
}

function toEntry(row: MessageRow): StreamEntry {
  return {
    seq: Number(row.seq),
    type: row.type,
    kind: row.kind,
    recordId: row.record_id,
    actorId: row.actor_id,
    occurredAt: row.occurred_at,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    readAt: row.read_at,
  };
}
