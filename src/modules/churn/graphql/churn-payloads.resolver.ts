import type { Type } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { CHURN_WARNINGS } from '../queries/churn-warning-list.js';
import {
  ChurnWarningActPayload,
  ChurnWarningClosePayload,
  type WarningChangePayload,
} from './churn-warning.payloads.js';
import { ChurnWarningNode } from './churn-warning.types.js';

/** Makes the resolver that reads the warning of one payload type, after the commit and with the asker's rights. */
function resolverOf(Payload: Type<WarningChangePayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => ChurnWarningNode, {
      nullable: true,
      description: 'The warning as it is now; null when nothing was done.',
    })
    warning(payload: WarningChangePayload, _args: unknown, scope: RequestScope): Promise<ChurnWarningNode | null> {
      return this.lists.related(CHURN_WARNINGS, scope, payload.warningId);
    }
  }
  return PayloadResolver;
}

/** Resolvers of every payload of a change of a warning. */
export const CHURN_PAYLOAD_RESOLVERS = [ChurnWarningActPayload, ChurnWarningClosePayload].map(resolverOf);
