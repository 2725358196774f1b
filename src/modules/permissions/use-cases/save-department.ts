import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Department } from '../domain/department.js';
import { meetAt, TREE } from '../domain/organisation-guard.js';
import { CheckPlace } from './check-place.js';

/** A new department below another one. */
export interface NewDepartment {
  readonly name: string;
  readonly parentId: string;
  readonly headId?: string | null;
  readonly idempotencyKey?: string | null;
}

/** New facts of a department; what is left out stays. */
export interface DepartmentChange {
  readonly departmentId: string;
  readonly expectedVersion: number;
  readonly name?: string | null;
  readonly headId?: string | null;
  readonly idempotencyKey?: string | null;
}

/** Adds departments and changes their name and head. Throws INVALID_DEPARTMENT, INVALID_MANAGER, DEPARTMENT_TOO_DEEP. */
@Injectable()
export class SaveDepartment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly place: CheckPlace,
  ) {}

  create(viewer: Viewer, input: NewDepartment): Promise<{ departmentId: string }> {
    const { name, parentId, headId = null, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'department.create', idempotencyKey, input }, async (work) => {
      await meetAt(work, TREE);
      const parent = await this.place.department(work, 'department.create', parentId, 'parentId');
      if (headId) await this.place.leader(work, headId, 'headId');
      const department = Object.assign(new Department(), { id: work.nextId(), name, headId, externalKey: null });
      department.placeUnder(parent);
      return { departmentId: work.add(department).id };
    });
  }

  update(viewer: Viewer, input: DepartmentChange): Promise<{ departmentId: string }> {
    const { departmentId, expectedVersion, name, headId, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'department.edit', idempotencyKey, input }, async (work) => {
      const department = await work.fetch(Department, departmentId, { verb: 'edit', expectedVersion });
      if (headId && headId !== department.headId) await this.place.leader(work, headId, 'headId');
      if (name) department.name = name;
      if (headId !== undefined) department.headId = headId;
      work.save(department);
      return { departmentId };
    });
  }
}
