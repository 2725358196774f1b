import { Args, Extensions, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { PageArgs } from '../../../kernel/graphql/connection.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { RecordArgs } from '../../../kernel/lists/as-of.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { ApprovalConnection, type ApprovalNode, Approvals } from '../../approvals/index.js';
import {
  DepartmentNode,
  DEPARTMENTS,
  PEOPLE,
  PersonNode,
  RecordShareNode,
  RecordShares,
} from '../../permissions/index.js';
import { CONTACTS, INTERACTIONS } from '../queries/contact-list.js';
import { CUSTOMERS } from '../queries/customer-list.js';
import { ContactConnection, type ContactNode, InteractionConnection, type InteractionNode } from './contact.types.js';
import { CustomerConnection, CustomerNode } from './customer.types.js';

/** Customers: lists, the single record, and what belongs to it. */
@Resolver(() => CustomerNode)
export class CustomerResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly approvals: Approvals,
    private readonly shared: RecordShares,
  ) {}

  @Can('customer.read')
  @Query(() => CustomerConnection, { description: 'Customers that the asker may see.' })
  customers(
    @Asker() viewer: Viewer,
    @Args({ type: () => CUSTOMERS.Args }) args: ListArgs,
  ): Promise<Page<CustomerNode>> {
    return this.lists.page(CUSTOMERS, viewer, args);
  }

  @Can('customer.read')
  @Query(() => CustomerNode, { description: 'One customer with everything about it: the 360° view.' })
  customer(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<CustomerNode> {
    return this.lists.one(CUSTOMERS, viewer, id, asOf);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Owner 负责人.' })
  owner(customer: CustomerNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, customer.ownerId);
  }

  @ResolveField(() => DepartmentNode, { nullable: true, description: 'Department of the owner.' })
  department(customer: CustomerNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, customer.departmentId);
  }

  @ResolveField(() => CustomerNode, {
    nullable: true,
    description: 'Parent company; null when there is none or the asker may not see it.',
  })
  parent(customer: CustomerNode, _args: unknown, scope: RequestScope): Promise<CustomerNode | null> {
    return this.lists.related(CUSTOMERS, scope, customer.parentId);
  }

  @ResolveField(() => ContactConnection, { description: 'People at the customer.' })
  contacts(
    @Parent() customer: CustomerNode,
    @Scope() scope: RequestScope,
    @Args({ type: () => CONTACTS.Args }) args: ListArgs,
  ): Promise<Page<ContactNode>> {
    return this.lists.children(CONTACTS, scope, 'customer_id', customer.id, args);
  }

  @ResolveField(() => InteractionConnection, { description: 'The timeline, newest first.' })
  interactions(
    @Parent() customer: CustomerNode,
    @Scope() scope: RequestScope,
    @Args({ type: () => INTERACTIONS.Args }) args: ListArgs,
  ): Promise<Page<InteractionNode>> {
    return this.lists.children(INTERACTIONS, scope, 'customer_id', customer.id, args);
  }

  @Extensions({ listSize: 20 })
  @ResolveField(() => [RecordShareNode], {
    description: 'Members of the team, and people with whom the customer is shared for a time, the earliest first.',
  })
  shares(customer: CustomerNode, _args: unknown, scope: RequestScope): Promise<RecordShareNode[]> {
    return this.shared.load(scope, 'customer', customer.id);
  }

  @ResolveField(() => ApprovalConnection, {
    description: 'Approvals that run about the customer; it is locked meanwhile.',
  })
  openApprovals(
    @Parent() customer: CustomerNode,
    @Scope() scope: RequestScope,
    @Args() page: PageArgs,
  ): Promise<Page<ApprovalNode>> {
    return this.approvals.openFor(scope, 'customer', customer.id, page);
  }
}
