import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { RoleFieldRule, RolePermission } from './role-scope.js';

/** A role 角色: actions per record kind, each with the rows it reaches. */
@RecordKind({ kind: 'role', table: 'role' })
@Index('ux_role_code', ['code'], { unique: true })
export class Role extends StoredRecord {
  /** Stable name for programs and process definitions, such as `sales`. */
  @Column({ type: 'varchar', length: 60 })
  code: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  /** Holds every action on every row. */
  @Column({ type: 'boolean' })
  administrator: boolean;

  /** Level 级别: who is of a lower level does not give this role. */
  @Column({ type: 'int', default: 1 })
  level = 1;

  @Column({ type: 'json' })
  permissions: RolePermission[];

  /** What the role says of protected fields; a field that is not named is free. */
  @Column({ type: 'json', nullable: true })
  fieldRules: RoleFieldRule[] | null;
}

/** Somebody holds a role. */
@RecordKind({ kind: 'role_membership', table: 'role_membership' })
@Index('ix_role_membership_person', ['personId', 'roleId'])
@Index('ix_role_membership_role', ['roleId', 'personId'])
export class RoleMembership extends StoredRecord {
  @Column({ type: 'bigint' })
  personId: string;

  @Column({ type: 'bigint' })
  roleId: string;
}
