import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { DeleteDepartment } from '../use-cases/delete-department.js';
import { MoveDepartment } from '../use-cases/move-department.js';
import { DepartmentDeleteInput, DepartmentMoveInput } from './department-shape.inputs.js';
import { DepartmentDeletePayload, DepartmentMovePayload } from './organisation.payloads.js';

/** Changes of the shape of the department tree. */
@Resolver()
export class DepartmentShapeResolver {
  constructor(
    private readonly moving: MoveDepartment,
    private readonly deleting: DeleteDepartment,
  ) {}

  @Can('department.edit')
  @Mutation(() => DepartmentMovePayload, {
    description:
      'Moves a department with all that is below it; what roles reach follows within a second. To the top only by someone who reaches all. ' +
      'Codes: INVALID_DEPARTMENT (parentId, also where those above it would come to reach more than the asker holds), DEPARTMENT_CIRCLE, ' +
      'DEPARTMENT_TOO_DEEP, DEPARTMENT_TOO_LARGE, STALE_RECORD.',
  })
  departmentMove(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Where it goes.' }) input: DepartmentMoveInput,
  ): Promise<{ departmentId: string }> {
    return this.moving.execute(viewer, input);
  }

  @Can('department.delete')
  @Mutation(() => DepartmentDeletePayload, {
    description:
      'Deletes a department that nothing belongs to: no department, no person, no record. Codes: DEPARTMENT_NOT_EMPTY, STALE_RECORD.',
  })
  departmentDelete(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which one.' }) input: DepartmentDeleteInput,
  ): Promise<{ departmentId: string }> {
    return this.deleting.execute(viewer, input);
  }
}
