import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** A department 部门; the tree is kept as a path of ids, so that "and below" is one prefix. */
@RecordKind({ kind: 'department', table: 'department' })
@Index('ix_department_path', ['path'])
@Index('ix_department_parent', ['parentId'])
export class Department extends StoredRecord {
  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'bigint', nullable: true })
  parentId: string | null;

  /** `/rootId/…/ownId/`. */
  @Column({ type: 'varchar', length: 400 })
  path: string;

  @Column({ type: 'bigint', nullable: true })
  headId: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  externalKey: string | null;

  /** Places the department under its parent; null makes it a root. */
  placeUnder(parent: Department | null): void {
    this.parentId = parent?.id ?? null;
    this.path = `${parent?.path ?? '/'}${this.id}/`;
  }
}
