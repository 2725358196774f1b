import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import type { Person } from '../domain/person.js';
import { Role, RoleMembership } from '../domain/role.js';
import { holdsRole, type Standing } from '../domain/role-scope.js';
import { OrganisationFinder } from '../queries/organisation-finder.js';
import { ViewerFinder } from '../queries/viewer-finder.js';
import { CheckPower } from './check-power.js';

/** Which roles a person holds from now on. */
export interface RoleGrant {
  /** Null: those they hold. */
  readonly roleIds: readonly string[] | null;
  /** Whether the person comes to another department, where the roles they keep reach other rows. */
  readonly moved: boolean;
}

/** Gives a person their roles; nobody grants more than they hold themselves. Call it after meeting at the guard of who stands where and holds what. */
@Injectable()
export class GrantRoles {
  constructor(
    private readonly organisation: OrganisationFinder,
    private readonly power: CheckPower,
    private readonly viewers: ViewerFinder,
  ) {}

  /** Throws INVALID_ROLE. */
  async execute(work: Work, person: Person, { roleIds, moved }: RoleGrant): Promise<void> {
    const { id: personId } = person;
    const held = await work.fetchWhere(RoleMembership, { personId });
    const wanted = new Set(roleIds ?? held.map(({ roleId }) => roleId));
    for (const membership of held) if (!wanted.has(membership.roleId)) work.remove(membership);
    const isHeld = (roleId: string): boolean => held.some((membership) => membership.roleId === roleId);
    const given = [...wanted].filter((roleId) => moved || !isHeld(roleId));
    await this.check(work, given, await this.organisation.standing(personId));
    for (const roleId of given)
      if (!isHeld(roleId)) work.add(Object.assign(new RoleMembership(), { personId, roleId }));
  }

  /** Throws INVALID_ROLE unless the asker holds, by roles of their own, all that the roles would give somebody standing there. */
  async check(work: Work, roleIds: readonly string[], standing: Standing): Promise<void> {
    const giver = await this.viewers.byOwnRoles(work.viewer);
    const most = await this.power.levelOf(giver);
    for (const roleId of roleIds) {
      const role = await work.fetchUnscoped(Role, roleId);
      if (!role || role.level > most || !holdsRole(giver, role, standing))
        throw new DomainError('INVALID_ROLE', ['input', 'roleIds']);
    }
  }
}
