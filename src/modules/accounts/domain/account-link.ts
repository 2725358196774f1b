import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** What a link is for: the first sign-in of somebody invited, or a password. */
export type LinkPurpose = 'INVITATION' | 'PASSWORD';

/** Days that a link is good for. */
export const LINK_DAYS = 7;

/** A link that lets one person choose their password, once 一次性链接. Whoever has it needs no guess. */
@RecordKind({ kind: 'account_link', table: 'account_link', secret: ['tokenHash'] })
@Index('ix_account_link_person', ['personId'])
@Index('ix_account_link_token', ['tokenHash'])
export class AccountLink extends StoredRecord {
  @Column({ type: 'bigint' })
  personId: string;

  @Column({ type: 'varchar', length: 20 })
  purpose: LinkPurpose;

  /** SHA-256 of the token; the token itself is kept nowhere. Empty once the link was taken back. */
  @Column({ type: 'char', length: 64 })
  tokenHash: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: Date;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  usedAt: Date | null;

  /** Whether it can still be used. */
  isOpen(now: Date): boolean {
    return this.tokenHash !== '' && this.usedAt === null && this.expiresAt > now;
  }

  /** Nobody uses it from now on. */
  close(): void {
    this.tokenHash = '';
  }
}
