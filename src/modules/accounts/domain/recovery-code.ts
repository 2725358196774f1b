import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** A code on paper that stands in for the authenticator app once; removed when it was used. */
@RecordKind({ kind: 'recovery_code', table: 'recovery_code', tracked: false })
@Index('ix_recovery_code_person', ['personId'])
export class RecoveryCode extends StoredRecord {
  @Column({ type: 'bigint' })
  personId: string;

  /** Keyed digest of the code: 80 random bits need no slow hash. */
  @Column({ type: 'char', length: 43 })
  codeHash: string;
}
