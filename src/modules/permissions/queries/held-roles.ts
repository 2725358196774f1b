import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { jsonColumn } from '../../../kernel/database/json-column.js';
import type { HeldRole, RoleFieldRule, RolePermission } from '../domain/role-scope.js';

/** Who holds which roles, whether they can sign in or not. */
@Injectable()
export class HeldRoles {
  constructor(private readonly database: Database) {}

  /** The roles of the person, as a change under way leaves them. */
  async of(personId: string): Promise<HeldRole[]> {
    const rows = await this.database.rows<{
      code: string;
      name: string;
      administrator: number;
      permissions: unknown;
      field_rules: unknown;
    }>(
      `SELECT r.code, r.name, r.administrator, r.permissions, r.field_rules FROM role_membership m JOIN role r ON r.id = m.role_id
       WHERE m.person_id = ? AND m.deleted_at IS NULL AND r.deleted_at IS NULL`,
      [personId],
    );
    return rows.map(({ code, name, administrator, permissions, field_rules: fieldRules }) => ({
      code,
      name,
      administrator: Boolean(administrator),
      permissions: jsonColumn<RolePermission[]>(permissions),
      fieldRules: jsonColumn<RoleFieldRule[] | null>(fieldRules),
    }));
  }

  /** Whether a role has the code, one that was deleted included: programs and old processes still mean that one. */
  async codeIsTaken(code: string): Promise<boolean> {
    return (await this.database.one('SELECT id FROM role WHERE code = ?', [code])) !== null;
  }

  /** Whether anybody active holds an administrator role. */
  async hasAdministrator(): Promise<boolean> {
    const row = await this.database.one(
      `SELECT p.id FROM role r JOIN role_membership m ON m.role_id = r.id AND m.deleted_at IS NULL
       JOIN person p ON p.id = m.person_id AND p.active = 1 AND p.deleted_at IS NULL
       WHERE r.administrator = 1 AND r.deleted_at IS NULL LIMIT 1`,
    );
    return row !== null;
  }
}
