import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from './record-kind.js';
import type { Work } from './work.js';

/** Holds a record still while something about it is being decided; the write door refuses changes meanwhile. */
@RecordKind({ kind: 'record_lock', table: 'record_lock', tracked: false })
@Index('ix_record_lock_record', ['kind', 'recordId'])
export class RecordLock extends StoredRecord {
  @Column({ type: 'varchar', length: 40 })
  kind: string;

  @Column({ type: 'bigint' })
  recordId: string;

  /** What holds it, such as `approval`. */
  @Column({ type: 'varchar', length: 60 })
  cause: string;

  @Column({ type: 'bigint' })
  causeId: string;
}

/** Locks a record. Call `work.touch` on the record as well, so that a change under way meets a conflict. */
export function lockRecord(work: Work, kind: string, recordId: string, cause: string, causeId: string): void {
  work.add(Object.assign(new RecordLock(), { kind, recordId, cause, causeId }));
}

/** Releases every lock that the cause holds. */
export async function unlockRecords(work: Work, cause: string, causeId: string): Promise<void> {
  for (const lock of await work.fetchWhere(RecordLock, { cause, causeId })) work.remove(lock);
}
