import { Injectable } from '@nestjs/common';
import { knownActions } from '../../../kernel/access/actions.js';
import { type DataScope, EVERYTHING, type PersonType, type Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import type { Locale } from '../../../kernel/runtime/locale.js';
import { fieldRulesOf, type HeldRole, scopeOfPermission, type Standing, unite } from '../domain/role-scope.js';
import { HeldRoles } from './held-roles.js';
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
    private readonly clock: Clock,
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
    const held = await this.heldBy(personId);
    const scopes = scopesOf(held);
    const fieldRules = fieldRulesOf(held.flatMap(({ roles }) => roles));
    const roleCodes = held[0]!.roles.map(({ code }) => code);
    const deputyFor = held.slice(1).map(({ standing }) => standing.personId);
    return { personId, sessionId, login, name, type, departmentId, locale, scopes, fieldRules, roleCodes, deputyFor };
  }

  /** The same person by their own roles alone: nobody gives what was lent to them. */
  async byOwnRoles(viewer: Viewer): Promise<Viewer> {
    if (viewer.deputyFor.length === 0) return viewer;
    const { personId } = viewer;
    const [roles, standing] = [await this.held.of(personId), await this.organisation.standing(personId)];
    return { ...viewer, scopes: scopesOf([{ roles, standing }]), fieldRules: fieldRulesOf(roles), deputyFor: [] };
  }

  /** What the person holds, and then what those hold for whom they stand in; the administrator role is not handed on. */
  async heldBy(personId: string): Promise<Held[]> {
    const principals = await this.organisation.principalsOf(personId, this.clock.now());
    return Promise.all(
      [personId, ...principals].map(async (holder) => {
        const roles = await this.held.of(holder);
        const handed = holder === personId ? roles : roles.filter(({ administrator }) => !administrator);
        return { roles: handed, standing: await this.organisation.standing(holder) };
      }),
    );
  }
}

/** Roles, and where their holder stands. */
export interface Held {
  readonly roles: readonly HeldRole[];
  readonly standing: Standing;
}

function scopesOf(held: readonly Held[]): Map<string, DataScope> {
  if (held.some(({ roles }) => roles.some(({ administrator }) => administrator)))
    return new Map([...knownActions().keys()].map((action) => [action, EVERYTHING]));
  const scopes = new Map<string, DataScope>();
  for (const { roles, standing } of held)
    for (const permission of roles.flatMap(({ permissions }) => permissions)) {
      if (permission.scope === 'NONE') continue;
      const scope = scopeOfPermission(permission, standing);
      const known = scopes.get(permission.action);
      scopes.set(permission.action, known ? unite(known, scope) : scope);
    }
  return scopes;
}
