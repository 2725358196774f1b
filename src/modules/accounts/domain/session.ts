import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** One sign-in on one device; its refresh token changes with each use. */
@RecordKind({ kind: 'session', table: 'session', tracked: false })
@Index('ix_session_person', ['personId'])
@Index('ix_session_refresh', ['refreshHash'])
export class Session extends StoredRecord {
  @Column({ type: 'bigint' })
  personId: string;

  /** SHA-256 of the refresh token in use; the token itself is kept nowhere. */
  @Column({ type: 'char', length: 64 })
  refreshHash: string;

  /** SHA-256 of the token before; its return means the token was stolen, and ends the session. */
  @Column({ type: 'char', length: 64, nullable: true })
  previousHash: string | null;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: Date;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  endedAt: Date | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  address: string | null;

  /** Whether a refresh is still possible. */
  isOpen(now: Date): boolean {
    return this.endedAt === null && this.expiresAt > now;
  }
}
