import { Injectable } from '@nestjs/common';
import { knownActions } from '../../../kernel/access/actions.js';
import { type DataScope, EVERYTHING, type PersonType, type Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import type { Locale } from '../../../kernel/runtime/locale.js';
import { scopeOfPermission, type Standing, unite } from '../domain/role-scope.js';
import { type HeldRole, HeldRoles } from './held-roles.js';
import { OrganisationFinder } from './organisation-finder.js';

interface PersonRow {
  id: string;
  login: string;
  name: string;
  type: PersonType;
  department_id: string;
}

/** Works out what a person may do, from roles and place in the department tree. */
@Injectable()
export class ViewerFinder {
  constructor(
    private readonly database: Database,
    private readonly held: HeldRoles,
    private readonly organisation: OrganisationFinder,
  ) {}

  /** The person as asker; null when missing or disabled. */
  async find(personId: string, sessionId: string, locale: Locale): Promise<Viewer | null> {
    const person = await this.database.one<PersonRow>(
      `SELECT p.id, p.login, p.name, p.type, p.department_id FROM person p
       JOIN department d ON d.id = p.department_id WHERE p.id = ? AND p.active = 1 AND p.deleted_at IS NULL`,
      [personId],
    );
    if (!person) return null;
    const { login, name, type, department_id: departmentId } = person;
    const roles = await this.held.of(personId);
    const standing = await this.organisation.standing(personId);
    return { personId, sessionId, login, name, type, departmentId, locale, scopes: scopesOf(roles, standing) };
  }
}

function scopesOf(roles: readonly HeldRole[], standing: Standing): Map<string, DataScope> {
  if (roles.some(({ administrator }) => administrator))
    return new Map([...knownActions().keys()].map((action) => [action, EVERYTHING]));
  const scopes = new Map<string, DataScope>();
  for (const { permissions } of roles)
    for (const permission of permissions) {
      const scope = scopeOfPermission(permission, standing);
      const known = scopes.get(permission.action);
      scopes.set(permission.action, known ? unite(known, scope) : scope);
    }
  return scopes;
}
