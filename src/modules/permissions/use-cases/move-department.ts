import { Injectable } from '@nestjs/common';
import { scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Department } from '../domain/department.js';
import { meetAt, TREE } from '../domain/organisation-guard.js';
import { DepartmentTooLarge } from '../domain/permission-errors.js';
import { DepartmentTree } from '../queries/department-tree.js';
import { RoleReach } from '../queries/role-reach.js';
import { ViewerFinder } from '../queries/viewer-finder.js';
import { CheckPlace } from './check-place.js';

/** Where a department goes. */
export interface DepartmentMove {
  readonly departmentId: string;
  readonly expectedVersion: number;
  /** Null: to the top of the tree. */
  readonly parentId?: string | null;
  readonly idempotencyKey?: string | null;
}

/** Departments that move in one transaction: each is a row of the tree, two of its history and one of the audit. */
const MOST_MOVED = 200;

/** Moves a department with all that is below it; what roles reach follows at once. */
@Injectable()
export class MoveDepartment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly place: CheckPlace,
    private readonly tree: DepartmentTree,
    private readonly reach: RoleReach,
    private readonly viewers: ViewerFinder,
  ) {}

  /** Throws INVALID_DEPARTMENT, DEPARTMENT_CIRCLE, DEPARTMENT_TOO_DEEP, DEPARTMENT_TOO_LARGE. */
  execute(viewer: Viewer, input: DepartmentMove): Promise<{ departmentId: string }> {
    const { departmentId, expectedVersion, parentId, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'department.move', idempotencyKey, input }, async (work) => {
      await meetAt(work, TREE);
      const department = await work.fetch(Department, departmentId, { verb: 'edit', expectedVersion });
      const parent = await this.parent(work, parentId);
      if (department.parentId === (parent?.id ?? null)) return { departmentId };
      const above = department.line;
      const below = await this.below(work, department);
      department.moveUnder(parent, below);
      const gained = (parent?.line ?? []).filter((id) => !above.includes(id));
      await this.checkGain(viewer, gained, [department, ...below]);
      for (const moved of [department, ...below]) work.save(moved);
      return { departmentId };
    });
  }

  private async parent(work: Work, parentId: string | null | undefined): Promise<Department | null> {
    if (parentId) return this.place.department(work, 'department.edit', parentId, 'parentId');
    if (parentId === undefined || !scopeOf(work.viewer, 'department.edit').all)
      throw new DomainError('INVALID_DEPARTMENT', ['input', 'parentId']);
    return null;
  }

  private async below(work: Work, { id, path }: Department): Promise<Department[]> {
    const { count, parentIds } = await this.tree.below(id, path);
    if (count >= MOST_MOVED) throw new DepartmentTooLarge(MOST_MOVED);
    const found: Department[] = [];
    for (const parentId of parentIds) found.push(...(await work.fetchWhere(Department, { parentId })));
    return found;
  }

  /** Those above the new place come to reach what moves: nobody gives them more than they hold themselves. */
  private async checkGain(viewer: Viewer, gained: readonly string[], moved: readonly Department[]): Promise<void> {
    const giver = await this.viewers.byOwnRoles(viewer);
    for (const action of await this.reach.belowDepartments(gained)) {
      const { all, departmentIds } = scopeOf(giver, action);
      if (!all && !moved.every(({ id }) => departmentIds.includes(id)))
        throw new DomainError('INVALID_DEPARTMENT', ['input', 'parentId']);
    }
  }
}
