import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { jsonColumn } from '../../../kernel/database/json-column.js';
import type { RolePermission, RoleScope } from '../domain/role-scope.js';

/** Which actions come to reach more when departments or people get another place. */
@Injectable()
export class RoleReach {
  constructor(private readonly database: Database) {}

  /** The actions that people of these departments have on everything below them. */
  async belowDepartments(departmentIds: readonly string[]): Promise<Set<string>> {
    if (departmentIds.length === 0) return new Set();
    const slots = departmentIds.map(() => '?').join(',');
    const rows = await this.database.rows<Row>(
      `SELECT r.permissions FROM role r WHERE r.administrator = 0 AND r.deleted_at IS NULL AND r.id IN (
         SELECT m.role_id FROM role_membership m JOIN person p ON p.id = m.person_id AND p.deleted_at IS NULL
         WHERE m.deleted_at IS NULL AND (p.department_id IN (${slots}) OR p.id IN (
           SELECT d.person_id FROM person_department d WHERE d.department_id IN (${slots}) AND d.deleted_at IS NULL)))`,
      [...departmentIds, ...departmentIds],
    );
    return actionsOf(rows, 'DEPARTMENT_AND_BELOW');
  }

  /** The actions that these people have on what belongs to those who report to them. */
  async overTeams(leaderIds: readonly string[]): Promise<Set<string>> {
    if (leaderIds.length === 0) return new Set();
    const rows = await this.database.rows<Row>(
      `SELECT r.permissions FROM role r WHERE r.administrator = 0 AND r.deleted_at IS NULL AND r.id IN (
         SELECT m.role_id FROM role_membership m WHERE m.deleted_at IS NULL
           AND m.person_id IN (${leaderIds.map(() => '?').join(',')}))`,
      leaderIds,
    );
    return actionsOf(rows, 'OWN_TEAM');
  }
}

interface Row {
  readonly permissions: unknown;
}

function actionsOf(rows: readonly Row[], wanted: RoleScope): Set<string> {
  const permissions = rows.flatMap((row) => jsonColumn<RolePermission[]>(row.permissions));
  return new Set(permissions.filter(({ scope }) => scope === wanted).map(({ action }) => action));
}
