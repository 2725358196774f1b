import { Injectable } from '@nestjs/common';
import { rowsOfDepartment } from '../../../kernel/access/readable.js';
import { Database } from '../../../kernel/database/database.js';
import { jsonColumn } from '../../../kernel/database/json-column.js';
import type { RolePermission } from '../domain/role-scope.js';

/** What stands in departments, whoever may see it. */
@Injectable()
export class DepartmentTree {
  constructor(private readonly database: Database) {}

  /** Whether anything belongs to the department: one below it, a person, or a record of any kind. */
  async holdsAnything(departmentId: string): Promise<boolean> {
    const placed = await this.database.one(
      `SELECT id FROM department WHERE parent_id = ? AND deleted_at IS NULL UNION ALL
       SELECT id FROM person_department WHERE department_id = ? AND deleted_at IS NULL LIMIT 1`,
      [departmentId, departmentId],
    );
    const { text, params } = rowsOfDepartment(departmentId);
    return placed !== null || (await this.database.one(text, params)) !== null;
  }

  /** How many departments are below this one, and below which they are directly. */
  async below(id: string, path: string): Promise<{ count: number; parentIds: string[] }> {
    const rows = await this.database.rows<{ parent_id: string }>(
      'SELECT parent_id FROM department WHERE path LIKE ? AND id <> ? AND deleted_at IS NULL',
      [`${path}%`, id],
    );
    return { count: rows.length, parentIds: [...new Set(rows.map((row) => row.parent_id))] };
  }

  /** The actions that people of these departments have on everything below them. */
  async actionsFromAbove(departmentIds: readonly string[]): Promise<Set<string>> {
    if (departmentIds.length === 0) return new Set();
    const slots = departmentIds.map(() => '?').join(',');
    const rows = await this.database.rows<{ permissions: unknown }>(
      `SELECT r.permissions FROM role r WHERE r.administrator = 0 AND r.deleted_at IS NULL AND r.id IN (
         SELECT m.role_id FROM role_membership m JOIN person p ON p.id = m.person_id AND p.deleted_at IS NULL
         WHERE m.deleted_at IS NULL AND (p.department_id IN (${slots}) OR p.id IN (
           SELECT d.person_id FROM person_department d WHERE d.department_id IN (${slots}) AND d.deleted_at IS NULL)))`,
      [...departmentIds, ...departmentIds],
    );
    const permissions = rows.flatMap((row) => jsonColumn<RolePermission[]>(row.permissions));
    return new Set(permissions.filter(({ scope }) => scope === BELOW).map(({ action }) => action));
  }
}

const BELOW = 'DEPARTMENT_AND_BELOW';
