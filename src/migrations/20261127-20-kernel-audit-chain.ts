import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  addIndex,
  createTable,
  dropColumn,
  dropIndex,
  dropTables,
} from '../kernel/database/table-builder.js';

/** The audit tells of more than changes, its values are salted, and a chain of digests goes over it. */
export class KernelAuditChain1764201600020 implements MigrationInterface {
  name = 'KernelAuditChain1764201600020';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, type] of COLUMNS) await addColumn(runner, [table], column, type);
    await addIndex(runner, 'audit_entry', 'ix_audit_entry_at', ['at', 'id']);
    await addIndex(runner, 'audit_entry', 'ix_audit_entry_event', ['event', 'id']);
    await createTable(runner, {
      name: 'audit_link',
      columns: [
        'seq bigint NOT NULL',
        'entry_id bigint NOT NULL',
        'entry_digest binary(32) NOT NULL',
        'value_digest binary(32) NOT NULL',
        'link binary(32) NOT NULL',
        'sealed_at datetime(3) NOT NULL',
      ],
      primaryKey: ['seq'],
      uniques: { ux_audit_link_entry: ['entry_id'] },
    });
    await createTable(runner, {
      name: 'audit_head',
      columns: [
        'id int NOT NULL',
        'seq bigint NOT NULL',
        'link binary(32) NOT NULL',
        'swept_id bigint NOT NULL',
        'fence bigint NOT NULL',
      ],
      primaryKey: ['id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['audit_link', 'audit_head']);
    await dropIndex(runner, 'audit_entry', 'ix_audit_entry_event');
    await dropIndex(runner, 'audit_entry', 'ix_audit_entry_at');
    for (const [table, column] of COLUMNS) await dropColumn(runner, [table], column);
  }
}

/** Entries from before are changes, each told once; their salts are made when they are sealed. */
const COLUMNS = [
  ['audit_entry', 'event', "varchar(20) NOT NULL DEFAULT 'CHANGE'"],
  ['audit_entry', 'times', 'int NOT NULL DEFAULT 1'],
  ['audit_value', 'salts', 'mediumtext NULL'],
] as const;
