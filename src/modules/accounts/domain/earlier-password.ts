import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** How many of the last passwords, the present one among them, may not come back. */
export const PASSWORDS_REMEMBERED = 5;

/** A password that somebody had before, so that it does not come back; forgotten ones keep no hash. */
@RecordKind({ kind: 'earlier_password', table: 'earlier_password', tracked: false })
@Index('ix_earlier_password_person', ['personId'])
export class EarlierPassword extends StoredRecord {
  @Column({ type: 'bigint' })
  personId: string;

  @Column({ type: 'varchar', length: 255 })
  passwordHash: string;
}
