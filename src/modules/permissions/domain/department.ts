import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { DepartmentCircle, DepartmentTooDeep } from './permission-errors.js';

/** Levels of the tree, the root's included; the path of ids has room for no more than 19. */
export const MOST_LEVELS = 15;

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

  /** The departments from the root down to this one. */
  get line(): string[] {
    return this.path.split('/').filter((id) => id !== '');
  }

  /** Places the department under its parent; null makes it a root. Throws DEPARTMENT_TOO_DEEP. */
  placeUnder(parent: Department | null): void {
    this.parentId = parent?.id ?? null;
    this.path = `${parent?.path ?? '/'}${this.id}/`;
    if (this.line.length > MOST_LEVELS) throw new DepartmentTooDeep();
  }

  /** Moves the department with all that is below it. Throws DEPARTMENT_CIRCLE, DEPARTMENT_TOO_DEEP. */
  moveUnder(parent: Department | null, below: readonly Department[]): void {
    if (parent?.path.startsWith(this.path)) throw new DepartmentCircle();
    const { path } = this;
    this.placeUnder(parent);
    for (const department of below) {
      department.path = `${this.path}${department.path.slice(path.length)}`;
      if (department.line.length > MOST_LEVELS) throw new DepartmentTooDeep();
    }
  }
}
