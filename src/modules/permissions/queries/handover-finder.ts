import { Injectable } from '@nestjs/common';
import { reachOf } from '../../../kernel/access/readable.js';
import { scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { jsonColumn } from '../../../kernel/database/json-column.js';
import type { Given } from '../../../kernel/database/owned-records.js';
import { PERSON } from '../permissions.permissions.js';

/** One entry of a hand-over's journal. */
export interface HandedOver extends Given {
  readonly id: string;
  readonly kind: string;
}

/** A record that was not given back, and why. */
export interface KeptRecord {
  readonly kind: string;
  readonly recordId: string;
  readonly reason: string;
}

/** Reads hand-overs and their journals. */
@Injectable()
export class HandoverFinder {
  constructor(private readonly database: Database) {}

  /** Whether the asker may hand over what the person holds. */
  async mayRun(viewer: Viewer, personId: string): Promise<boolean> {
    const reach = reachOf(scopeOf(viewer, 'handover.run'), PERSON, 't');
    const row = await this.database.one(
      `SELECT t.id FROM person t WHERE t.id = ? AND t.deleted_at IS NULL AND ${reach.text}`,
      [personId, ...reach.params],
    );
    return row !== null;
  }

  /** Ids of hand-overs that are not at their end, oldest first; those on which work came to nothing after `failedBefore` rest. */
  async openIds(after: string, failedBefore: Date): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT id FROM handover WHERE state IN ('RUNNING', 'UNDOING') AND deleted_at IS NULL AND id > ?
         AND (tries = 0 OR updated_at <= ?) ORDER BY id LIMIT 100`,
      [after, failedBefore],
    );
    return rows.map(({ id }) => id);
  }

  /** The next entries of the journal that undoing has not come to. */
  async notUndone(handoverId: string, limit: number): Promise<HandedOver[]> {
    const rows = await this.database.rows<{
      id: string;
      kind: string;
      recordId: string;
      before: unknown;
      after: unknown;
    }>(
      `SELECT id, kind, record_id AS recordId, before_values AS \`before\`, after_values AS \`after\` FROM bulk_journal
       WHERE run_id = ? AND undone IS NULL ORDER BY id LIMIT ?`,
      [handoverId, limit],
    );
    return rows.map((row) => ({
      ...row,
      before: jsonColumn<Given['before']>(row.before),
      after: jsonColumn<Given['after']>(row.after),
    }));
  }

  /** Of each hand-over the first 100 records that were not given back. */
  async kept(handoverIds: readonly string[]): Promise<ReadonlyMap<string, KeptRecord[]>> {
    const rows = await this.database.rows<KeptRecord & { runId: string }>(
      `SELECT runId, kind, recordId, reason FROM (
         SELECT run_id AS runId, kind, record_id AS recordId, undone AS reason,
           ROW_NUMBER() OVER (PARTITION BY run_id ORDER BY id) AS place FROM bulk_journal
         WHERE run_id IN (${handoverIds.map(() => '?').join(',')}) AND undone IN ('GONE', 'MOVED_ON', 'CLOSED')) ranked
       WHERE place <= 100 ORDER BY runId, place`,
      handoverIds,
    );
    const kept = new Map<string, KeptRecord[]>();
    for (const { runId, ...record } of rows) kept.set(runId, [...(kept.get(runId) ?? []), record]);
    return kept;
  }
}
