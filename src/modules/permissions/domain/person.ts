import { Column, Index } from 'typeorm';
import type { PersonType } from '../../../kernel/access/viewer.js';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { phoneDigits, pinyinInitials, type SearchPart } from '../../../kernel/lists/search-text.js';

/** Someone who works with the CRM 用户. */
@RecordKind({ kind: 'person', table: 'person', personal: ['name', 'email', 'phone'], pastIndexes: ['ix_person_name'] })
@Index('ux_person_login', ['login'], { unique: true })
@Index('ix_person_department', ['departmentId'])
@Index('ix_person_manager', ['managerId'])
@Index('ix_person_name', ['name', 'id'])
export class Person extends StoredRecord {
  @Column({ type: 'varchar', length: 60 })
  login: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 20 })
  type: PersonType;

  /** Level 级别: bounds what a role may grant; larger is higher. */
  @Column({ type: 'int' })
  level: number;

  @Column({ type: 'bigint' })
  departmentId: string;

  @Column({ type: 'bigint', nullable: true })
  positionId: string | null;

  /** Whom the person reports to; null: the head of the department. */
  @Column({ type: 'bigint', nullable: true })
  managerId: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  email: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  phone: string | null;

  /** A disabled person cannot sign in and gets no approvals. */
  @Column({ type: 'boolean' })
  active: boolean;

  @Column({ type: 'varchar', length: 1000 })
  searchText: string;

  searchParts(): SearchPart[] {
    return [
      { column: 'name', texts: [this.name, pinyinInitials(this.name)] },
      { column: 'login', texts: [this.login] },
      { column: 'phone', texts: [phoneDigits(this.phone ?? '')] },
    ];
  }
}
