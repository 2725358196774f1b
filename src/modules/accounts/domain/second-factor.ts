import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** A person's second factor: codes of an authenticator app (TOTP, RFC 6238). One row per person, emptied when it is switched off. */
@RecordKind({ kind: 'second_factor', table: 'second_factor', secret: ['secret'] })
@Index('ux_second_factor_person', ['personId'], { unique: true })
export class SecondFactor extends StoredRecord {
  @Column({ type: 'bigint' })
  personId: string;

  /** The shared secret, encrypted with a key of ours; empty when there is none. */
  @Column({ type: 'varchar', length: 255 })
  secret: string;

  /** When a first code showed that the app has the secret; null: not asked for at sign-in. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  confirmedAt: Date | null;

  /** Step of 30 s whose code was used last: it and older ones are refused. */
  @Column({ type: 'int' })
  lastStep: number;

  /** Forgets the secret; signing in asks for the password alone from then on. */
  switchOff(): void {
    Object.assign(this, { secret: '', confirmedAt: null, lastStep: 0 });
  }
}
