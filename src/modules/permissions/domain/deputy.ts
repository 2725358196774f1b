import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** Somebody stands in for a person for a time 代理: holds that person's roles and decides their approvals. */
@RecordKind({ kind: 'deputy', table: 'deputy' })
@Index('ix_deputy_deputy', ['deputyId', 'endsAt'])
@Index('ix_deputy_principal', ['principalId', 'endsAt'])
export class Deputy extends StoredRecord {
  /** Whose place is taken 被代理人. */
  @Column({ type: 'bigint' })
  principalId: string;

  /** Who takes it 代理人. */
  @Column({ type: 'bigint' })
  deputyId: string;

  @Column({ type: 'datetime', precision: 3 })
  startsAt: Date;

  /** The first moment after the period. */
  @Column({ type: 'datetime', precision: 3 })
  endsAt: Date;

  /** Set when it was ended before its time. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  endedAt: Date | null;

  /** Why, such as leave; history has its own column `reason`. */
  @Column({ type: 'varchar', length: 500 })
  cause: string;
}
