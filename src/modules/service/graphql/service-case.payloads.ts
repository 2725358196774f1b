import { Field, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { SERVICE_CASES } from '../queries/service-case-list.js';
import { ServiceCaseNode } from './service-case.types.js';

@ObjectType({ isAbstract: true })
abstract class CasePayload {
  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];

  caseId: string | null;
}

@ObjectType({ description: 'The opened case, or why there is none.' })
export class ServiceCaseOpenPayload extends CasePayload {}

@ObjectType({ description: 'The case in the hands of the asker, or why not.' })
export class ServiceCaseTakePayload extends CasePayload {}

@ObjectType({ description: 'The assigned case, or why it is not.' })
export class ServiceCaseAssignPayload extends CasePayload {}

@ObjectType({ description: 'The forwarded case, or why it is not.' })
export class ServiceCaseForwardPayload extends CasePayload {}

@ObjectType({ description: 'The case with the new line of its record, or why there is none.' })
export class ServiceCaseRecordPayload extends CasePayload {}

@ObjectType({ description: 'The closed case, or why it is not.' })
export class ServiceCaseClosePayload extends CasePayload {}

@ObjectType({ description: 'The reopened case, or why it is not.' })
export class ServiceCaseReopenPayload extends CasePayload {}

type PayloadClass = new () => CasePayload;

/** Gives a payload its `serviceCase`, read anew with the asker's rights. */
function caseFieldOf(Payload: PayloadClass): new (lists: ListReader) => object {
  @Resolver(() => Payload)
  class CaseField {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => ServiceCaseNode, {
      nullable: true,
      description: 'The case; null when refused or no longer visible.',
    })
    serviceCase(payload: CasePayload, _args: unknown, scope: RequestScope): Promise<ServiceCaseNode | null> {
      return this.lists.related(SERVICE_CASES, scope, payload.caseId);
    }
  }
  return CaseField;
}

/** One resolver per payload of the module. */
export const CASE_PAYLOAD_RESOLVERS = [
  ServiceCaseOpenPayload,
  ServiceCaseTakePayload,
  ServiceCaseAssignPayload,
  ServiceCaseForwardPayload,
  ServiceCaseRecordPayload,
  ServiceCaseClosePayload,
  ServiceCaseReopenPayload,
].map(caseFieldOf);
