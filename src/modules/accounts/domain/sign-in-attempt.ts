import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** Guesses that one login allows within the window (reliability-security S9). */
export const GUESSES = 10;
export const GUESS_WINDOW_MINUTES = 15;

/** A sign-in that has not succeeded, counted by login in the database so that all instances count together. */
@RecordKind({ kind: 'sign_in_attempt', table: 'sign_in_attempt', tracked: false })
@Index('ix_sign_in_attempt_login', ['login', 'createdAt'])
export class SignInAttempt extends StoredRecord {
  @Column({ type: 'varchar', length: 60 })
  login: string;

  @Column({ type: 'varchar', length: 64, nullable: true })
  address: string | null;
}
