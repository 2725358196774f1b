import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Department } from '../domain/department.js';
import { type Role, RoleMembership } from '../domain/role.js';
import { holdsRole } from '../domain/role-scope.js';
import { OrganisationFinder } from '../queries/organisation-finder.js';
import { ViewerFinder } from '../queries/viewer-finder.js';
import { CheckPower } from './check-power.js';

/** Checks that nobody makes a role that gives more than they hold themselves, for anybody who holds it. */
@Injectable()
export class CheckRole {
  constructor(
    private readonly organisation: OrganisationFinder,
    private readonly power: CheckPower,
    private readonly viewers: ViewerFinder,
  ) {}

  /** Throws INVALID_DEPARTMENT, ROLE_EXCEEDS. */
  async mayGive(work: Work, role: Role): Promise<void> {
    const viewer = await this.viewers.byOwnRoles(work.viewer);
    await this.departments(work, role);
    if (role.level > (await this.power.levelOf(viewer))) throw new DomainError('ROLE_EXCEEDS', ['input', 'level']);
    // Whoever reaches every row gives nobody more, wherever the holders stand.
    const everywhere = role.permissions.every(({ action }) => viewer.scopes.get(action)?.all);
    const held = role.id && !everywhere ? await work.fetchWhere(RoleMembership, { roleId: role.id }) : [];
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
