import { Column } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** A position 岗位, such as regional sales manager. */
@RecordKind({ kind: 'position', table: 'job_position' })
export class Position extends StoredRecord {
  @Column({ type: 'varchar', length: 100 })
  name: string;
}
