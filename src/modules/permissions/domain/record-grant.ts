import { Column, Index } from 'typeorm';
import type { GrantLevel } from '../../../kernel/access/viewer.js';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** Access to one record for one person by name: team membership, share, being asked to approve. */
@RecordKind({ kind: 'record_grant', table: 'record_grant', pastIndexes: ['ix_record_grant_record'] })
@Index('ix_record_grant_person', ['kind', 'personId', 'recordId'])
@Index('ix_record_grant_record', ['kind', 'recordId'])
@Index('ix_record_grant_cause', ['cause', 'causeId'])
export class RecordGrant extends StoredRecord {
  @Column({ type: 'varchar', length: 40 })
  kind: string;

  @Column({ type: 'bigint' })
  recordId: string;

  @Column({ type: 'bigint' })
  personId: string;

  @Column({ type: 'varchar', length: 10 })
  level: GrantLevel;

  /** Null: until taken back. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  until: Date | null;

  /** Reaches also the records that belong to this one, as far as their kind says so (`through`). */
  @Column({ type: 'boolean', default: false })
  spreads: boolean;

  /** What gave it, such as `approval`. */
  @Column({ type: 'varchar', length: 40 })
  cause: string;

  @Column({ type: 'bigint', nullable: true })
  causeId: string | null;
}
