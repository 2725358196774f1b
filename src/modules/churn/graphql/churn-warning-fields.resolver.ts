import { ResolveField, Resolver } from '@nestjs/graphql';
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
  reasons({ reasons }: ChurnWarningNode, _args: unknown, { locale }: RequestScope): ChurnReasonNode[] {
    return reasons.map((reason) => reasonNode(reason, locale));
  }

  @ResolveField(() => String, { description: "Why, as one sentence in the asker's language." })
  reasonText({ reasons }: ChurnWarningNode, _args: unknown, { locale }: RequestScope): string {
    return reasonText(reasons, locale);
  }

  @ResolveField(() => CustomerNode, {
    nullable: true,
    description: 'The customer; null when the asker may not see it.',
  })
  customer(warning: ChurnWarningNode, _args: unknown, scope: RequestScope): Promise<CustomerNode | null> {
    return this.lists.related(CUSTOMERS, scope, warning.customerId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Owner of the customer.' })
  owner(warning: ChurnWarningNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, warning.ownerId);
  }

  @ResolveField(() => DepartmentNode, { nullable: true, description: 'Department of the owner.' })
  department(warning: ChurnWarningNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, warning.departmentId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who carries the action out.' })
  actionOwner(warning: ChurnWarningNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, warning.actionOwnerId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who noted the action.' })
  actedBy(warning: ChurnWarningNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, warning.actedBy);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who closed it; null when the system did.' })
  closedBy(warning: ChurnWarningNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, warning.closedBy);
  }
}
