import type { Type } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { ApprovalNode, APPROVALS } from '../../approvals/index.js';
import { CONTACTS, INTERACTIONS } from '../queries/contact-list.js';
import { CUSTOMERS } from '../queries/customer-list.js';
import { ContactNode, InteractionNode } from './contact.types.js';
import {
  ContactCreatePayload,
  ContactUpdatePayload,
  CustomerAssignPayload,
  CustomerCreatePayload,
  CustomerDeletePayload,
  type CustomerPayload,
  CustomerUndeletePayload,
  CustomerUpdatePayload,
  InteractionCreatePayload,
} from './customer.payloads.js';
import { CustomerNode } from './customer.types.js';

/** Makes the resolver that reads the customer of one payload type, after the commit and with the asker's rights. */
function customerOf(Payload: Type<CustomerPayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => CustomerNode, {
      nullable: true,
      description: 'The customer as it is now; null when nothing was written.',
    })
    customer(payload: CustomerPayload, _args: unknown, scope: RequestScope): Promise<CustomerNode | null> {
      return this.lists.related(CUSTOMERS, scope, payload.customerId);
    }
  }
  return PayloadResolver;
}

function approvalOf(Payload: Type<CustomerAssignPayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => ApprovalNode, {
      nullable: true,
      description: 'The approval that decides; null when nothing was asked.',
    })
    approval(payload: CustomerAssignPayload, _args: unknown, scope: RequestScope): Promise<ApprovalNode | null> {
      return this.lists.related(APPROVALS, scope, payload.approvalId);
    }
  }
  return PayloadResolver;
}

function contactOf(Payload: Type<ContactCreatePayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => ContactNode, {
      nullable: true,
      description: 'The contact as it is now; null when nothing was written.',
    })
    contact(payload: ContactCreatePayload, _args: unknown, scope: RequestScope): Promise<ContactNode | null> {
      return this.lists.related(CONTACTS, scope, payload.contactId);
    }
  }
  return PayloadResolver;
}

/** The recorded interaction of its payload. */
@Resolver(() => InteractionCreatePayload)
class InteractionPayloadResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => InteractionNode, {
    nullable: true,
    description: 'The interaction; null when nothing was written.',
  })
  interaction(payload: InteractionCreatePayload, _args: unknown, scope: RequestScope): Promise<InteractionNode | null> {
    return this.lists.related(INTERACTIONS, scope, payload.interactionId);
  }
}

/** Resolvers of every payload of this module. */
export const CUSTOMER_PAYLOAD_RESOLVERS = [
  ...[CustomerCreatePayload, CustomerUpdatePayload, CustomerUndeletePayload].map(customerOf),
  ...[CustomerAssignPayload, CustomerDeletePayload].map(customerOf),
  ...[CustomerAssignPayload, CustomerDeletePayload].map(approvalOf),
  ...[ContactCreatePayload, ContactUpdatePayload].map(contactOf),
  InteractionPayloadResolver,
];
