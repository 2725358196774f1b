import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { RecordArgs } from '../../../kernel/lists/as-of.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PersonDepartments } from '../queries/person-departments.js';
import { DEPARTMENTS, PEOPLE, POSITIONS } from '../queries/people-list.js';
import { DepartmentConnection, DepartmentNode, PersonConnection, PersonNode, PositionNode } from './person.types.js';

/** People of the company. */
@Resolver(() => PersonNode)
export class PersonResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly belonging: PersonDepartments,
  ) {}

  @Can('person.read')
  @Query(() => PersonConnection, { description: 'People whom the asker may see.' })
  people(@Asker() viewer: Viewer, @Args({ type: () => PEOPLE.Args }) args: ListArgs): Promise<Page<PersonNode>> {
    return this.lists.page(PEOPLE, viewer, args);
  }

  @Can('person.read')
  @Query(() => PersonNode, { description: 'One person.' })
  person(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<PersonNode> {
    return this.lists.one(PEOPLE, viewer, id, asOf);
  }

  @ResolveField(() => DepartmentNode, {
    nullable: true,
    description: 'Department; null when the asker may not see it.',
  })
  department(person: PersonNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, person.departmentId);
  }

  @ResolveField(() => [DepartmentNode], {
    description: 'Every department that the person belongs to and the asker may see, the main one first.',
  })
  departments(person: PersonNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode[]> {
    return this.belonging.of(scope, person);
  }

  @ResolveField(() => PositionNode, { nullable: true, description: 'Position 岗位.' })
  position(person: PersonNode, _args: unknown, scope: RequestScope): Promise<PositionNode | null> {
    return this.lists.related(POSITIONS, scope, person.positionId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Whom the person reports to.' })
  manager(person: PersonNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, person.managerId);
  }
}

/** Departments of the company. */
@Resolver(() => DepartmentNode)
export class DepartmentResolver {
  constructor(private readonly lists: ListReader) {}

  @Can('department.read')
  @Query(() => DepartmentConnection, { description: 'The department tree, each department before those below it.' })
  departments(
    @Asker() viewer: Viewer,
    @Args({ type: () => DEPARTMENTS.Args }) args: ListArgs,
  ): Promise<Page<DepartmentNode>> {
    return this.lists.page(DEPARTMENTS, viewer, args);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Head of the department.' })
  head(department: DepartmentNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, department.headId);
  }
}
