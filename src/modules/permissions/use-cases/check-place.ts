import { Injectable } from '@nestjs/common';
import { scopeOf } from '../../../kernel/access/viewer.js';
import type { Work } from '../../../kernel/database/work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Department } from '../domain/department.js';
import { meetAt } from '../domain/organisation-guard.js';
import type { Person } from '../domain/person.js';
import { Position } from '../domain/position.js';
import type { DepartmentNode, PersonNode, PositionNode } from '../graphql/person.types.js';
import { OrganisationFinder } from '../queries/organisation-finder.js';
import { DEPARTMENTS, PEOPLE, POSITIONS } from '../queries/people-list.js';
import { RoleReach } from '../queries/role-reach.js';
import { ViewerFinder } from '../queries/viewer-finder.js';

/** Checks where people and departments are put: nobody places them beyond their own reach, and nobody leads themselves. */
@Injectable()
export class CheckPlace {
  constructor(
    private readonly lists: ListReader,
    private readonly organisation: OrganisationFinder,
    private readonly reach: RoleReach,
    private readonly viewers: ViewerFinder,
  ) {}

  /** The department that the asker sees and reaches with the action. Throws INVALID_DEPARTMENT, also when there is none. */
  async department(work: Work, action: string, id: string, field: string): Promise<Department> {
    const department = await this.seenDepartment(work, id, field);
    const scope = scopeOf(work.viewer, action);
    if (!(scope.all || scope.departmentIds.includes(id))) throw new DomainError('INVALID_DEPARTMENT', ['input', field]);
    return department;
  }

  /** Throws INVALID_DEPARTMENT unless the asker sees the department. */
  async seenDepartment(work: Work, id: string, field: string): Promise<Department> {
    const [seen] = await this.lists.byIds<DepartmentNode>(DEPARTMENTS, work.viewer, [id]);
    const department = seen ? await work.fetchUnscoped(Department, id) : null;
    if (!department) throw new DomainError('INVALID_DEPARTMENT', ['input', field]);
    return department;
  }

  /** A department that somebody is put into, and so is not deleted meanwhile. Throws INVALID_DEPARTMENT. */
  async person(work: Work, action: string, departmentId: string, field: string): Promise<void> {
    const { id } = await this.department(work, action, departmentId, field);
    await meetAt(work, id);
    await this.department(work, action, id, field);
  }

  /** A position that the asker sees and puts somebody into. Throws INVALID_POSITION. */
  async position(work: Work, positionId: string): Promise<void> {
    const [found] = await this.lists.byIds<PositionNode>(POSITIONS, work.viewer, [positionId]);
    if (found) await meetAt(work, found.id);
    if (!found || !(await work.fetchUnscoped(Position, positionId)))
      throw new DomainError('INVALID_POSITION', ['input', 'positionId']);
  }

  /** Throws INVALID_MANAGER unless the asker sees the person and they can sign in. */
  async leader(work: Work, personId: string, field: string): Promise<void> {
    const [person] = await this.lists.byIds<PersonNode>(PEOPLE, work.viewer, [personId]);
    if (!person?.active) throw new DomainError('INVALID_MANAGER', ['input', field]);
  }

  /** Throws INVALID_MANAGER, also for someone who reports to the person, and where leaders come to reach more than the asker holds. */
  async manager(work: Work, managerId: string, person: Person | null): Promise<void> {
    await this.leader(work, managerId, 'managerId');
    const leaders = await this.line(managerId);
    if (!person) return;
    if (leaders.includes(person.id)) throw new DomainError('INVALID_MANAGER', ['input', 'managerId']);
    const before = await this.line(person.managerId);
    const gaining = leaders.filter((id) => !before.includes(id));
    const { teamIds } = await this.organisation.standing(person.id);
    const giver = await this.viewers.byOwnRoles(work.viewer);
    for (const action of await this.reach.overTeams(gaining)) {
      const { all, ownerIds } = scopeOf(giver, action);
      if (!all && ![person.id, ...teamIds].every((id) => ownerIds.includes(id)))
        throw new DomainError('INVALID_MANAGER', ['input', 'managerId']);
    }
  }

  /** The person and everybody to whom they report, directly or over others. */
  private async line(personId: string | null): Promise<string[]> {
    const passed = new Set<string>();
    for (let at = personId; at !== null && !passed.has(at);) {
      passed.add(at);
      const [above] = await this.organisation.people([at]);
      at = above?.managerId ?? null;
    }
    return [...passed];
  }
}
