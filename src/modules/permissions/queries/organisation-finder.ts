import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import type { Standing } from '../domain/role-scope.js';

/** A person as other modules see them. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly departmentId: string;
  readonly managerId: string | null;
  readonly active: boolean;
}

const HIGHEST = 20;

/** Answers "who leads whom" for approvals, warnings and assignment. */
@Injectable()
export class OrganisationFinder {
  constructor(private readonly database: Database) {}

  async people(ids: readonly string[]): Promise<PersonView[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.rows<Omit<PersonView, 'active'> & { active: number }>(
      `SELECT id, name, department_id AS departmentId, manager_id AS managerId, active FROM person
       WHERE id IN (${ids.map(() => '?').join(',')}) AND deleted_at IS NULL`,
      ids,
    );
    return rows.map((row) => ({ ...row, active: Boolean(row.active) }));
  }

  /** Where a person of that department stands; what a role reaches for them follows from it. */
  async standing(personId: string, departmentId: string): Promise<Standing> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT d.id FROM department up JOIN department d ON d.path LIKE CONCAT(up.path, '%')
       WHERE up.id = ? AND d.deleted_at IS NULL ORDER BY d.path`,
      [departmentId],
    );
    return { personId, departmentIds: [departmentId], departmentIdsBelow: rows.map(({ id }) => id), teamIds: [] };
  }

  /** Head of the department; where it has none, of the nearest department above. */
  async headOf(departmentId: string): Promise<string | null> {
    const row = await this.database.one<{ head_id: string }>(
      `SELECT up.head_id FROM department d JOIN department up ON d.path LIKE CONCAT(up.path, '%')
       JOIN person p ON p.id = up.head_id AND p.active = 1 AND p.deleted_at IS NULL
       WHERE d.id = ? ORDER BY LENGTH(up.path) DESC LIMIT 1`,
      [departmentId],
    );
    return row?.head_id ?? null;
  }

  /** The active manager that many levels up: along `managerId`, else the head of the department (above, when the person is the head). */
  async managerOf(personId: string, levels: number): Promise<string | null> {
    let at: string | null = personId;
    let above = 0;
    for (let step = 0; step < HIGHEST && at !== null && above < levels; step++) {
      at = await this.nextUp(at);
      const [person] = at === null ? [] : await this.people([at]);
      // Whoever has left does not count as a level: their own manager stands in.
      if (person?.active) above += 1;
    }
    return above === levels ? at : null;
  }

  /** People who hold the role, active ones only, by id. */
  async holdersOf(roleCode: string): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT DISTINCT p.id FROM role r JOIN role_membership m ON m.role_id = r.id AND m.deleted_at IS NULL
       JOIN person p ON p.id = m.person_id AND p.active = 1 AND p.deleted_at IS NULL
       WHERE r.code = ? AND r.deleted_at IS NULL ORDER BY p.id`,
      [roleCode],
    );
    return rows.map(({ id }) => id);
  }

  private async nextUp(personId: string): Promise<string | null> {
    const [person] = await this.people([personId]);
    if (!person) return null;
    if (person.managerId) return person.managerId;
    const head = await this.headOf(person.departmentId);
    if (head !== personId) return head;
    const above = await this.database.one<{ parent_id: string | null }>(
      'SELECT parent_id FROM department WHERE id = ?',
      [person.departmentId],
    );
    return above?.parent_id ? this.headOf(above.parent_id) : null;
  }
}
