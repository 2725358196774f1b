import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../database/record-kind.js';

/** The few values of a record that a bulk job changes, as plain JSON. */
export type JournalValues = Readonly<Record<string, string | null>>;

/** What a bulk job did to one record, written in the same transaction: what undoing it goes by. */
@RecordKind({ kind: 'bulkJournal', table: 'bulk_journal', tracked: false })
@Index('ix_bulk_journal_run', ['runId', 'undone', 'id'])
export class BulkJournal extends StoredRecord {
  @Column({ type: 'bigint' })
  runId: string;

  /** Kind of the record, as the job calls it. */
  @Column({ type: 'varchar', length: 40 })
  kind: string;

  @Column({ type: 'bigint' })
  recordId: string;

  @Column({ type: 'json', name: 'before_values' })
  before: JournalValues;

  @Column({ type: 'json', name: 'after_values' })
  after: JournalValues;

  /** What undoing made of it: `GIVEN_BACK`, or why the record was left as it is; null while it has not come to it. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  undone: string | null;

  static of(runId: string, kind: string, change: { recordId: string; before: JournalValues; after: JournalValues }) {
    return Object.assign(new BulkJournal(), { runId, kind, ...change, undone: null });
  }
}
