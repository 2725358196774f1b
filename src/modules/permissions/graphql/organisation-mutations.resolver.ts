import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { SaveDepartment } from '../use-cases/save-department.js';
import { SavePerson } from '../use-cases/save-person.js';
import {
  DepartmentCreateInput,
  DepartmentUpdateInput,
  PersonCreateInput,
  PersonUpdateInput,
} from './organisation.inputs.js';
import {
  DepartmentCreatePayload,
  DepartmentUpdatePayload,
  PersonCreatePayload,
  PersonUpdatePayload,
} from './organisation.payloads.js';

/** Changes of the organisation. */
@Resolver()
export class OrganisationMutationsResolver {
  constructor(
    private readonly people: SavePerson,
    private readonly departments: SaveDepartment,
  ) {}

  @Can('person.create')
  @Mutation(() => PersonCreatePayload, {
    description:
      'Adds a person. Codes: INVALID_… (with the path), INVALID_LOGIN, INVALID_DEPARTMENT, INVALID_POSITION, INVALID_MANAGER, INVALID_LEVEL, INVALID_ROLE.',
  })
  personCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The new person.' }) input: PersonCreateInput,
  ): Promise<{ personId: string }> {
    return this.people.create(viewer, input);
  }

  @Can('person.edit')
  @Mutation(() => PersonUpdatePayload, {
    description:
      'Changes a person of a level not above that of the asker; roles and activity only by someone who holds at least what the person holds. ' +
      'Codes: INVALID_… (with the path), INVALID_DEPARTMENT, INVALID_POSITION, INVALID_MANAGER, OWN_MANAGER (nobody but an administrator chooses whom they report to themselves), INVALID_LEVEL, INVALID_ROLE, LAST_ADMINISTRATOR, STALE_RECORD.',
  })
  personUpdate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'What changes.' }) input: PersonUpdateInput,
  ): Promise<{ personId: string }> {
    return this.people.update(viewer, input);
  }

  @Can('department.create')
  @Mutation(() => DepartmentCreatePayload, {
    description:
      'Adds a department. Codes: INVALID_… (with the path), INVALID_DEPARTMENT, DEPARTMENT_TOO_DEEP, INVALID_MANAGER (headId).',
  })
  departmentCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The new department.' }) input: DepartmentCreateInput,
  ): Promise<{ departmentId: string }> {
    return this.departments.create(viewer, input);
  }

  @Can('department.edit')
  @Mutation(() => DepartmentUpdatePayload, {
    description:
      'Changes name and head of a department. Codes: INVALID_… (with the path), INVALID_MANAGER (headId), STALE_RECORD.',
  })
  departmentUpdate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'What changes.' }) input: DepartmentUpdateInput,
  ): Promise<{ departmentId: string }> {
    return this.departments.update(viewer, input);
  }
}
