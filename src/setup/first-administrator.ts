import { Injectable } from '@nestjs/common';
import { Database } from '../kernel/database/database.js';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import type { Work } from '../kernel/database/work.js';
import { Accounts } from '../modules/accounts/index.js';
import { Department, Person, Role, RoleMembership } from '../modules/permissions/index.js';
import { STANDARD_ROLES } from './standard-roles.js';

const HIGHEST_LEVEL = 100;

/** Sets a new company up: standard roles, the root department, and the first administrator. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
  ) {}

  /** Whether the company has an administrator who can sign in. */
  async exists(): Promise<boolean> {
    const row = await this.database.one(
      `SELECT p.id FROM person p JOIN role_membership m ON m.person_id = p.id AND m.deleted_at IS NULL
       JOIN role r ON r.id = m.role_id AND r.administrator = 1 WHERE p.active = 1 AND p.deleted_at IS NULL LIMIT 1`,
    );
    return row !== null;
  }

  /** Creates the administrator; the standard roles and the root department too, where they are missing. Throws DomainError INVALID_PASSWORD. */
  async create(login: string, password: string, name: string): Promise<{ personId: string }> {
    const passwordHash = await this.accounts.hashPassword(password, login);
    return this.unitOfWork.run({ actor: null, action: 'set-up.administrator' }, async (work) => {
      const roles = await this.ensureRoles(work);
      const root = await this.ensureRoot(work);
      const person = work.add(
        Object.assign(new Person(), {
          login: login.trim().toLowerCase(),
          name,
          type: 'ADMINISTRATOR' as const,
          level: HIGHEST_LEVEL,
          departmentId: root.id,
          positionId: null,
          managerId: null,
          email: null,
          phone: null,
          active: true,
        }),
      );
      work.add(Object.assign(new RoleMembership(), { personId: person.id, roleId: roles.get('administrator')! }));
      await this.accounts.setPassword(work, person.id, passwordHash);
      return { personId: person.id };
    });
  }

  /** Role code → id, the standard ones added where they are missing; `since`: when they begin to hold, now when left out. */
  async ensureRoles(work: Work, since?: Date): Promise<Map<string, string>> {
    const known = await this.database.rows<{ id: string; code: string }>(
      'SELECT id, code FROM role WHERE deleted_at IS NULL',
    );
    const ids = new Map(known.map(({ id, code }) => [code, id]));
    for (const { code, name, administrator, permissions } of STANDARD_ROLES) {
      if (ids.has(code)) continue;
      const role = Object.assign(new Role(), { code, name, administrator, permissions: [...permissions] });
      ids.set(code, work.add(role, since).id);
    }
    return ids;
  }

  private async ensureRoot(work: Work): Promise<Department> {
    const [known] = await work.fetchWhere(Department, { parentId: null });
    if (known) return known;
    const root = Object.assign(new Department(), { id: work.nextId(), name: '公司', headId: null, externalKey: null });
    root.placeUnder(null);
    return work.add(root);
  }
}
