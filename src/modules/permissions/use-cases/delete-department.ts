import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Department } from '../domain/department.js';
import { meetAt, TREE } from '../domain/organisation-guard.js';
import { DepartmentNotEmpty } from '../domain/permission-errors.js';
import { DepartmentTree } from '../queries/department-tree.js';

/** A department that is given up. */
export interface DepartmentEnd {
  readonly departmentId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

/** Deletes a department that nothing belongs to any more. */
@Injectable()
export class DeleteDepartment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tree: DepartmentTree,
  ) {}

  /** Throws DEPARTMENT_NOT_EMPTY. */
  execute(viewer: Viewer, input: DepartmentEnd): Promise<{ departmentId: string }> {
    const { departmentId, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'department.delete', idempotencyKey, input }, async (work) => {
      await meetAt(work, TREE);
      const department = await work.fetch(Department, departmentId, { verb: 'delete', expectedVersion });
      // Whoever places somebody here meets us at the department's guard.
      await meetAt(work, department.id);
      if (await this.tree.holdsAnything(department.id)) throw new DepartmentNotEmpty();
      work.remove(department);
      return { departmentId };
    });
  }
}
