import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { HigherLevel, HoldsMore, LastAdministrator, ReachesLess } from '../domain/permission-errors.js';
import type { Person } from '../domain/person.js';
import { Role } from '../domain/role.js';
import { holdsRole, reachesAsMuch } from '../domain/role-scope.js';
import { HeldRoles } from '../queries/held-roles.js';
import { OrganisationFinder } from '../queries/organisation-finder.js';

/** Checks power over people: nobody has any over those who hold more, and the company never loses its last administrator. */
@Injectable()
export class CheckPower {
  constructor(
    private readonly roles: HeldRoles,
    private readonly organisation: OrganisationFinder,
  ) {}

  /** The level up to which the asker may give and change; nothing bounds administrators. */
  async levelOf({ personId }: Viewer): Promise<number> {
    if (await this.isAdministrator(personId)) return Infinity;
    const [person] = await this.organisation.people([personId]);
    return person?.level ?? 0;
  }

  /** Nobody raises anybody above themselves. Throws INVALID_LEVEL. */
  async checkGivenLevel(viewer: Viewer, level: number): Promise<void> {
    if (level > (await this.levelOf(viewer))) throw new DomainError('INVALID_LEVEL', ['input', 'level']);
  }

  /** Throws FORBIDDEN when the person is of a higher level than the viewer. */
  async checkLevel(viewer: Viewer, { id, level }: { readonly id: string; readonly level: number }): Promise<void> {
    if (id !== viewer.personId && level > (await this.levelOf(viewer))) throw new HigherLevel();
  }

  /** Throws FORBIDDEN when the person, active or not, is of a higher level or holds more than the viewer; somebody missing holds nothing. */
  async over(viewer: Viewer, personId: string): Promise<void> {
    if (personId === viewer.personId) return;
    const [person] = await this.organisation.people([personId]);
    if (!person) return;
    await this.checkLevel(viewer, person);
    const standing = await this.organisation.standing(personId);
    const roles = await this.roles.of(personId);
    if (!roles.every((role) => holdsRole(viewer, role, standing))) throw new HoldsMore();
  }

  /** Throws FORBIDDEN when the person is of a higher level, or reaches anything, their own rows included, that the viewer does not. */
  async overAll(viewer: Viewer, person: { readonly id: string; readonly level: number }): Promise<void> {
    await this.checkLevel(viewer, person);
    const standing = await this.organisation.standing(person.id);
    const roles = await this.roles.of(person.id);
    if (!roles.every((role) => reachesAsMuch(viewer, role, standing))) throw new ReachesLess();
  }

  /** Whether the person holds the administrator role, active or not. */
  async isAdministrator(personId: string): Promise<boolean> {
    return (await this.roles.of(personId)).some(({ administrator }) => administrator);
  }

  /** Whether the person counts as an administrator who can manage the company. */
  async administers({ id, active }: Person): Promise<boolean> {
    return active && (await this.isAdministrator(id));
  }

  /** Call it when somebody has stopped being an administrator in this work. Throws LAST_ADMINISTRATOR with the field that says so. */
  async administratorLeft(work: Work, field: string): Promise<void> {
    // Two who remove each other at once meet on the version of the role, also across the nodes of a cluster.
    for (const role of await work.fetchWhere(Role, { administrator: true })) work.touch(role);
    if (!(await this.roles.hasAdministrator())) throw new LastAdministrator(field);
  }
}
