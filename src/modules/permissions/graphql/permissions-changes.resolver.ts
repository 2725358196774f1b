import { Args, Extensions, Query, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import { CHANGES_ROWS, changeConnectionOf } from '../../../kernel/graphql/history/change-connection.js';
import { type ChangesAsked, RecordChanges, type RecordChangeView } from '../../../kernel/history/record-changes.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { DEPARTMENTS, PEOPLE } from '../queries/people-list.js';
import { DepartmentNode, PersonNode } from './person.types.js';

const PersonChangeConnection = changeConnectionOf('Person', PersonNode);
const DepartmentChangeConnection = changeConnectionOf('Department', DepartmentNode);

/** What came into the lists of this module, left them and changed in them between two moments. */
@Resolver()
export class PermissionsChangesResolver {
  constructor(private readonly changes: RecordChanges) {}

  @Can('person.read')
  @Extensions({ rowCost: CHANGES_ROWS })
  @Query(() => PersonChangeConnection, {
    description:
      'What became of people between two moments: those that came, went and changed, in the order in which they were made.',
  })
  personChanges(
    @Scope() scope: RequestScope,
    @Args({ type: () => PEOPLE.ChangesArgs }) asked: ChangesAsked,
  ): Promise<Page<RecordChangeView>> {
    return this.changes.page(scope, PEOPLE, asked);
  }

  @Can('department.read')
  @Extensions({ rowCost: CHANGES_ROWS })
  @Query(() => DepartmentChangeConnection, {
    description:
      'What became of departments between two moments: those that came, went and changed, in the order in which they were made.',
  })
  departmentChanges(
    @Scope() scope: RequestScope,
    @Args({ type: () => DEPARTMENTS.ChangesArgs }) asked: ChangesAsked,
  ): Promise<Page<RecordChangeView>> {
    return this.changes.page(scope, DEPARTMENTS, asked);
  }
}
