import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** Wrong guesses that one login allows to strangers, and each known device of its own, within the window (reliability-security S9). */
export const GUESSES = 10;
/** Wrong guesses of strangers that one address allows within the window: an office shares one. */
export const GUESSES_PER_ADDRESS = 100;
export const GUESS_WINDOW_MINUTES = 15;

/** A guess at a password or code that was not right, kept in the database so that all instances count together. */
@RecordKind({ kind: 'sign_in_attempt', table: 'sign_in_attempt', tracked: false })
@Index('ix_sign_in_attempt_login', ['login', 'createdAt'])
@Index('ix_sign_in_attempt_address', ['address', 'createdAt'])
@Index('ix_sign_in_attempt_device', ['device', 'createdAt'])
export class SignInAttempt extends StoredRecord {
  @Column({ type: 'varchar', length: 60 })
  login: string;

  @Column({ type: 'varchar', length: 64, nullable: true })
  address: string | null;

  /** The known device or the open session that guessed; null: a stranger. Each has a count of its own. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  device: string | null;
}
