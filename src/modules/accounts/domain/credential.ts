import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** A person's password, as an argon2id hash. */
@RecordKind({ kind: 'credential', table: 'credential', secret: ['passwordHash'] })
@Index('ux_credential_person', ['personId'], { unique: true })
export class Credential extends StoredRecord {
  @Column({ type: 'bigint' })
  personId: string;

  @Column({ type: 'varchar', length: 255 })
  passwordHash: string;

  /** Somebody else knows the password: until it is changed its owner may do nothing else. */
  @Column({ type: 'boolean', default: false })
  mustChange: boolean;
}
