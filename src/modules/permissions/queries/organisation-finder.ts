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
  readonly level: number;
}

interface PlaceRow {
  readonly id: string;
  readonly path: string;
}

const HIGHEST = 20;
/** Nobody's id. */
const NEWCOMER = '0';

/** Answers "who leads whom" for approvals, warnings and assignment. */
@Injectable()
export class OrganisationFinder {
  constructor(private readonly database: Database) {}

  async people(ids: readonly string[]): Promise<PersonView[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.rows<Omit<PersonView, 'active'> & { active: number }>(
      `SELECT id, name, department_id AS departmentId, manager_id AS managerId, active, level FROM person
       WHERE id IN (${ids.map(() => '?').join(',')}) AND deleted_at IS NULL`,
      ids,
    );
    return rows.map((row) => ({ ...row, active: Boolean(row.active) }));
  }

  /** Where the person stands; what a role reaches for them follows from it. A change under way counts. */
  async standing(personId: string): Promise<Standing> {
    const [departments, teamIds] = await Promise.all([this.departmentsOf(personId), this.teamOf(personId)]);
    const [main] = departments;
    if (!main) throw new Error(`There is no person ${personId}.`);
    return {
      personId,
      departmentId: main.id,
      departmentIds: [...new Set(departments.map(({ id }) => id))],
      departmentIdsBelow: await this.below(departments.map(({ path }) => path)),
      teamIds,
    };
  }

  /** Where somebody would stand who came to the department anew; nobody reports to them yet. */
  async standingOfNewcomer(departmentId: string): Promise<Standing> {
    const paths = await this.database.rows<PlaceRow>('SELECT id, path FROM department WHERE id = ?', [departmentId]);
    const departmentIdsBelow = await this.below(paths.map(({ path }) => path));
    return { personId: NEWCOMER, departmentId, departmentIds: [departmentId], departmentIdsBelow, teamIds: [] };
  }

  /** The people for whom this person stands in at that moment; whoever is disabled or deleted hands nothing on. */
  async principalsOf(personId: string, at: Date): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT DISTINCT p.id FROM deputy d JOIN person p ON p.id = d.principal_id AND p.active = 1 AND p.deleted_at IS NULL
       WHERE d.deputy_id = ? AND d.ends_at > ? AND d.starts_at <= ? AND d.ended_at IS NULL AND d.deleted_at IS NULL
       ORDER BY p.id`,
      [personId, at, at],
    );
    return rows.map(({ id }) => id);
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

  private departmentsOf(personId: string): Promise<PlaceRow[]> {
    return this.database.rows<PlaceRow>(
      `SELECT d.id, d.path, 0 AS besides FROM person p JOIN department d ON d.id = p.department_id WHERE p.id = ?
       UNION ALL
       SELECT d.id, d.path, 1 FROM person_department m JOIN department d ON d.id = m.department_id
       WHERE m.person_id = ? AND m.deleted_at IS NULL ORDER BY besides, path`,
      [personId, personId],
    );
  }

  /** The departments with these paths and all below them, in the order of the tree. */
  private async below(paths: readonly string[]): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT id FROM department WHERE deleted_at IS NULL AND (${paths.map(() => 'path LIKE ?').join(' OR ')}) ORDER BY path`,
      paths.map((path) => `${path}%`),
    );
    return rows.map(({ id }) => id);
  }

  /** Level by level, so that each statement reads one index; whoever was met before is not followed again. */
  private async teamOf(personId: string): Promise<string[]> {
    const met = new Set([personId]);
    for (let leaders = [personId]; leaders.length > 0;) {
      const rows = await this.database.rows<{ id: string }>(
        `SELECT id FROM person WHERE manager_id IN (${leaders.map(() => '?').join(',')}) AND deleted_at IS NULL ORDER BY id`,
        leaders,
      );
      leaders = rows.map(({ id }) => id).filter((id) => !met.has(id));
      for (const id of leaders) met.add(id);
    }
    met.delete(personId);
    return [...met];
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
