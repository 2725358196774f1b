import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { CustomerNode } from '../../customers/index.js';
import { DepartmentNode, DEPARTMENTS, PEOPLE, PersonNode } from '../../permissions/index.js';
import { SERVICE_ENTRIES, SERVICE_STEPS } from '../queries/case-lists.js';
import { SERVICE_CASES } from '../queries/service-case-list.js';
import { ServiceCaseConnection, ServiceCaseNode } from './service-case.types.js';
import {
  ServiceEntryConnection,
  ServiceEntryNode,
  ServiceStepConnection,
  ServiceStepNode,
} from './service-record.types.js';

/** Steps and record of a case. */
@Resolver(() => ServiceCaseNode)
export class ServiceRecordResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => ServiceStepConnection, { description: 'Where the case has been, in order.' })
  steps(
    @Parent() node: ServiceCaseNode,
    @Scope() scope: RequestScope,
    @Args({ type: () => SERVICE_STEPS.Args }) args: ListArgs,
  ): Promise<Page<ServiceStepNode>> {
    return this.lists.children(SERVICE_STEPS, scope, 'case_id', node.id, args);
  }

  @ResolveField(() => ServiceEntryConnection, { description: 'The whole record: who did what when.' })
  entries(
    @Parent() node: ServiceCaseNode,
    @Scope() scope: RequestScope,
    @Args({ type: () => SERVICE_ENTRIES.Args }) args: ListArgs,
  ): Promise<Page<ServiceEntryNode>> {
    return this.lists.children(SERVICE_ENTRIES, scope, 'case_id', node.id, args);
  }
}

/** People and department of a step. */
@Resolver(() => ServiceStepNode)
export class ServiceStepResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => DepartmentNode, { nullable: true, description: 'Department that does it.' })
  department(step: ServiceStepNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, step.departmentId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who has it in hand, or had it last.' })
  handler(step: ServiceStepNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, step.handlerId);
  }
}

/** People and departments of a line of the record. */
@Resolver(() => ServiceEntryNode)
export class ServiceEntryResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who did it; null for the system.' })
  person(entry: ServiceEntryNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, entry.personId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'From whom the case went.' })
  fromPerson(entry: ServiceEntryNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, entry.fromPersonId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'To whom the case went.' })
  toPerson(entry: ServiceEntryNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, entry.toPersonId);
  }

  @ResolveField(() => DepartmentNode, { nullable: true, description: 'From which department the case went.' })
  fromDepartment(entry: ServiceEntryNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, entry.fromDepartmentId);
  }

  @ResolveField(() => DepartmentNode, { nullable: true, description: 'To which department the case went.' })
  toDepartment(entry: ServiceEntryNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, entry.toDepartmentId);
  }
}

/** The customer's service cases. */
@Resolver(() => CustomerNode)
export class CustomerServiceCasesResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => ServiceCaseConnection, {
    description: 'Service cases of the customer that the asker may see, newest first.',
  })
  serviceCases(
    @Parent() customer: CustomerNode,
    @Scope() scope: RequestScope,
    @Args({ type: () => SERVICE_CASES.Args }) args: ListArgs,
  ): Promise<Page<ServiceCaseNode>> {
    return this.lists.children(SERVICE_CASES, scope, 'customer_id', customer.id, args);
  }
}
