import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Department } from '../domain/department.js';
import { Person } from '../domain/person.js';
import { type Role, RoleMembership } from '../domain/role.js';
import { holdsRole } from '../domain/role-scope.js';
import { OrganisationFinder } from '../queries/organisation-finder.js';

/** Checks that nobody makes a role that gives more than they hold themselves, for anybody who holds it. */
@Injectable()
export class CheckRole {
  constructor(private readonly organisation: OrganisationFinder) {}

  /** Throws INVALID_DEPARTMENT, ROLE_EXCEEDS. */
  async mayGive(work: Work, role: Role): Promise<void> {
    const { viewer } = work;
    await this.departments(work, role);
    if (viewer.type === 'ADMINISTRATOR') return;
    const asker = await work.fetchUnscoped(Person, viewer.personId);
    if (!asker || role.level > asker.level) throw new DomainError('ROLE_EXCEEDS', ['input', 'level']);
    const held = role.id ? await work.fetchWhere(RoleMembership, { roleId: role.id }) : [];
    for (const personId of new Set([viewer.personId, ...held.map((membership) => membership.personId)]))
      if (!holdsRole(viewer, role, await this.organisation.standing(personId)))
        throw new DomainError('ROLE_EXCEEDS', ['input', 'permissions']);
  }

  private async departments(work: Work, { permissions }: Role): Promise<void> {
    for (const [place, { departmentIds = [] }] of permissions.entries())
      for (const departmentId of departmentIds)
        if (!(await work.fetchUnscoped(Department, departmentId)))
          throw new DomainError('INVALID_DEPARTMENT', ['input', 'permissions', String(place), 'departmentIds']);
  }
}
