import { Injectable } from '@nestjs/common';
import { rowsOfDepartment } from '../../../kernel/access/readable.js';
import { Database } from '../../../kernel/database/database.js';

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
}
