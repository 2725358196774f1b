import { Column, Index } from 'typeorm';
import { type FieldValues, RecordKind, StoredRecord, type ToldFact } from '../../../kernel/database/record-kind.js';

/** One sign-in on one device; its refresh token changes with each use. */
@RecordKind({ kind: 'session', table: 'session', tracked: false, tells: comingAndGoing })
@Index('ix_session_person', ['personId'])
export class Session extends StoredRecord {
  @Column({ type: 'bigint' })
  personId: string;

  /** SHA-256 of the refresh token in use; the token itself is kept nowhere. The return of an older one means theft. */
  @Column({ type: 'char', length: 64 })
  refreshHash: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: Date;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  endedAt: Date | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  address: string | null;

  /** The program that signed in, as it names itself (User-Agent). */
  @Column({ type: 'varchar', length: 200, nullable: true })
  client: string | null;

  /** When it was opened or refreshed last; null for sessions from before this was kept. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  lastUsedAt: Date | null;

  /** Whether a refresh is still possible. */
  isOpen(now: Date): boolean {
    return this.endedAt === null && this.expiresAt > now;
  }
}

/** A session that is opened is a sign-in of its person; one that ends was ended by whoever acts. */
function comingAndGoing(now: FieldValues, before: FieldValues | null): ToldFact | null {
  const own = { actorId: String(now['personId']), sessionId: String(now['id']) };
  if (before === null) return { event: 'SIGN_IN', ...own };
  return before['endedAt'] === null && now['endedAt'] !== null ? { event: 'SIGN_OUT' } : null;
}
