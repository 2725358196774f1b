import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { DomainEvent } from './domain-event.js';

/** An event as it waits in the outbox. */
export interface OutboxRow {
  readonly id: string;
  readonly name: string;
  readonly event_version: number;
  readonly record_id: string;
  readonly actor_id: string | null;
  readonly occurred_at: Date;
  readonly payload: string;
  readonly attempts: number;
}

const LONGEST_WAIT_SECONDS = 300;
/** Beyond so many failing records something is wrong with all of them, and order is no longer kept. */
const MOST_HELD = 1_000;

/** The outbox table as the dispatcher sees it. */
@Injectable()
export class Outbox {
  constructor(private readonly database: Database) {}

  /** Events that wait and are due, oldest first, but for those of the held records. */
  due(limit: number, heldRecords: readonly string[] = []): Promise<OutboxRow[]> {
    const others = heldRecords.length === 0 ? '' : `AND record_id NOT IN (${heldRecords.map(() => '?').join(',')})`;
    return this.database.rows<OutboxRow>(
      `SELECT id, name, event_version, record_id, actor_id, occurred_at, payload, attempts FROM outbox_event
       WHERE state = 0 AND (due_at IS NULL OR due_at <= UTC_TIMESTAMP(3)) ${others} ORDER BY id LIMIT ${Math.trunc(limit)}`,
      heldRecords,
    );
  }

  /** Records with a failed event that waits for its next try. */
  async heldRecords(): Promise<string[]> {
    const rows = await this.database.rows<{ record_id: string }>(
      `SELECT DISTINCT record_id FROM outbox_event WHERE state = 0 AND due_at > UTC_TIMESTAMP(3) ORDER BY record_id LIMIT ${MOST_HELD}`,
    );
    return rows.map((row) => row.record_id);
  }

  /** `eventId:handler` of the receipts that these events have. */
  async receipts(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows<{ event_id: string; handler: string }>(
      `SELECT event_id, handler FROM event_receipt WHERE event_id IN (${ids.map(() => '?').join(',')})`,
      ids,
    );
    return new Set(rows.map((row) => `${row.event_id}:${row.handler}`));
  }

  /** Receipts of all handlers are there; the events need not be looked at again. */
  async markDone(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.database.write(`UPDATE outbox_event SET state = 1 WHERE id IN (${ids.map(() => '?').join(',')})`, ids);
  }

  /** Puts a failed event off with growing waits; after the last try it is dead and waits for a person. Leaves it alone when another delivery was quicker. */
  async postpone(row: OutboxRow, error: unknown, tries: number): Promise<void> {
    const attempts = row.attempts + 1;
    const wait = Math.min(2 ** attempts, LONGEST_WAIT_SECONDS);
    await this.database.write(
      `UPDATE outbox_event SET attempts = ?, state = ?, last_error = ?, due_at = DATE_ADD(UTC_TIMESTAMP(3), INTERVAL ? SECOND)
       WHERE id = ? AND state = 0 AND attempts = ?`,
      [attempts, attempts >= tries ? 2 : 0, [...String(error)].slice(0, 500).join(''), wait, row.id, row.attempts],
    );
  }

  /** Age of the oldest waiting event in seconds, and how many are dead. */
  async lag(): Promise<{ seconds: number; dead: number }> {
    const oldest = await this.database.one<{ seconds: string }>(
      `SELECT TIMESTAMPDIFF(SECOND, occurred_at, UTC_TIMESTAMP(3)) AS seconds FROM outbox_event WHERE state = 0 ORDER BY id LIMIT 1`,
    );
    const dead = await this.database.one<{ dead: string }>('SELECT COUNT(*) AS dead FROM outbox_event WHERE state = 2');
    return { seconds: Number(oldest?.seconds ?? 0), dead: Number(dead?.dead ?? 0) };
  }

  toEvent(row: OutboxRow): DomainEvent {
    return {
      id: row.id,
      name: row.name,
      version: row.event_version,
      recordId: row.record_id,
      actorId: row.actor_id,
      occurredAt: row.occurred_at,
      payload: JSON.parse(row.payload) as Record<string, unknown>,
    };
  }
}
