import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { RecordArgs } from '../../../kernel/lists/as-of.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { ContactNode, CONTACTS, CustomerNode, CUSTOMERS } from '../../customers/index.js';
import { DepartmentNode, DEPARTMENTS, PEOPLE, PersonNode } from '../../permissions/index.js';
import { Performers } from '../queries/performers.js';
import { SERVICE_CASES } from '../queries/service-case-list.js';
import { SERVICE_PROCESSES } from '../queries/service-process-list.js';
import { ServiceCaseConnection, ServiceCaseNode } from './service-case.types.js';
import { ServiceProcessNode } from './service-process.types.js';

/** Service cases: lists, the single case, and whom it concerns. */
@Resolver(() => ServiceCaseNode)
export class ServiceCaseResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly performers: Performers,
  ) {}

  @Can('serviceCase.read')
  @Query(() => ServiceCaseConnection, { description: 'Service cases that the asker may see, newest first.' })
  serviceCases(
    @Asker() viewer: Viewer,
    @Args({ type: () => SERVICE_CASES.Args }) args: ListArgs,
  ): Promise<Page<ServiceCaseNode>> {
    return this.lists.page(SERVICE_CASES, viewer, args);
  }

  @Can('serviceCase.read')
  @Query(() => ServiceCaseNode, { description: 'One service case with its steps and its record.' })
  serviceCase(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<ServiceCaseNode> {
    return this.lists.one(SERVICE_CASES, viewer, id, asOf);
  }

  @Can('serviceCase.read')
  @Query(() => ServiceCaseConnection, {
    description: 'Cases that wait to be taken by the departments or roles of the asker 待受理.',
  })
  serviceDesk(
    @Asker() viewer: Viewer,
    @Args({ type: () => SERVICE_CASES.Args }) args: ListArgs,
  ): Promise<Page<ServiceCaseNode>> {
    return this.lists.page(SERVICE_CASES, viewer, args, this.performers.waitingFor(viewer));
  }

  @ResolveField(() => CustomerNode, { nullable: true, description: 'Customer; null when the asker may not see it.' })
  customer(node: ServiceCaseNode, _args: unknown, scope: RequestScope): Promise<CustomerNode | null> {
    return this.lists.related(CUSTOMERS, scope, node.customerId);
  }

  @ResolveField(() => ContactNode, { nullable: true, description: 'Who spoke for the customer.' })
  contact(node: ServiceCaseNode, _args: unknown, scope: RequestScope): Promise<ContactNode | null> {
    return this.lists.related(CONTACTS, scope, node.contactId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Handler; null while the case waits to be taken.' })
  owner(node: ServiceCaseNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, node.ownerId);
  }

  @ResolveField(() => DepartmentNode, { nullable: true, description: 'Department of the current step.' })
  department(node: ServiceCaseNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, node.departmentId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who opened it; null for imported cases.' })
  opener(node: ServiceCaseNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, node.openedBy);
  }

  @ResolveField(() => ServiceProcessNode, {
    nullable: true,
    description: 'The version of the process that it goes by; null when the asker may not see processes.',
  })
  process(node: ServiceCaseNode, _args: unknown, scope: RequestScope): Promise<ServiceProcessNode | null> {
    return this.lists.related(SERVICE_PROCESSES, scope, node.processId);
  }
}
