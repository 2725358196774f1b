import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { CustomerNode, CUSTOMERS } from '../../customers/index.js';
import { DepartmentNode, DEPARTMENTS, PEOPLE, PersonNode } from '../../permissions/index.js';
import { reasonText } from '../domain/warning-reasons.js';
import { ChurnReasonNode, ChurnWarningNode } from './churn-warning.types.js';
import { reasonNode } from './reason-node.js';

/** What a churn warning leads to. */
@Resolver(() => ChurnWarningNode)
export class ChurnWarningFieldsResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => [ChurnReasonNode], { description: 'Why, in figures.' })
  reasons(@Parent() { reasons }: ChurnWarningNode, @Scope() { locale }: RequestScope): ChurnReasonNode[] {
    return reasons.map((reason) => reasonNode(reason, locale));
  }

  @ResolveField(() => String, { description: "Why, as one sentence in the asker's language." })
  reasonText(@Parent() { reasons }: ChurnWarningNode, @Scope() { locale }: RequestScope): string {
    return reasonText(reasons, locale);
  }

  @ResolveField(() => CustomerNode, {
    nullable: true,
    description: 'The customer; null when the asker may not see it.',
  })
  customer(@Parent() warning: ChurnWarningNode, @Scope() scope: RequestScope): Promise<CustomerNode | null> {
    return this.lists.related(CUSTOMERS, scope, warning.customerId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Owner of the customer.' })
  owner(@Parent() warning: ChurnWarningNode, @Scope() scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, warning.ownerId);
  }

  @ResolveField(() => DepartmentNode, { nullable: true, description: 'Department of the owner.' })
  department(@Parent() warning: ChurnWarningNode, @Scope() scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, warning.departmentId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who carries the action out.' })
  actionOwner(@Parent() warning: ChurnWarningNode, @Scope() scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, warning.actionOwnerId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who noted the action.' })
  actedBy(@Parent() warning: ChurnWarningNode, @Scope() scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, warning.actedBy);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who closed it; null when the system did.' })
  closedBy(@Parent() warning: ChurnWarningNode, @Scope() scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, warning.closedBy);
  }
}
