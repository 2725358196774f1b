import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { RestoresOldValues } from '../../../kernel/audit/restorable.js';
import { CUSTOMER_FIELDS } from '../domain/field-names.js';
import { CreateCustomer, type NewCustomer } from '../use-cases/create-customer.js';
import { DeleteCustomer } from '../use-cases/delete-customer.js';
import { TransferCustomer } from '../use-cases/transfer-customer.js';
import { UndeleteCustomer } from '../use-cases/undelete-customer.js';
import { type CustomerChange, UpdateCustomer } from '../use-cases/update-customer.js';
import {
  CustomerAssignInput,
  CustomerCreateInput,
  CustomerDeleteInput,
  CustomerUndeleteInput,
  CustomerUpdateInput,
} from './customer.inputs.js';
import {
  CustomerAssignPayload,
  CustomerCreatePayload,
  CustomerDeletePayload,
  CustomerUndeletePayload,
  CustomerUpdatePayload,
} from './customer.payloads.js';

const FORM_CODES = 'Codes: INVALID_… (with the path of the field)';

/** Changes of customers. */
@Resolver()
export class CustomerMutationsResolver {
  constructor(
    private readonly creations: CreateCustomer,
    private readonly updates: UpdateCustomer,
    private readonly transfers: TransferCustomer,
    private readonly deletions: DeleteCustomer,
    private readonly returns: UndeleteCustomer,
  ) {}

  @Can('customer.create')
  @Mutation(() => CustomerCreatePayload, {
    description: `Adds a customer that belongs to the asker. ${FORM_CODES}, INVALID_CREDIT_CODE, INVALID_REFERENCE (parentId).`,
  })
  customerCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The new customer.' }) input: CustomerCreateInput,
  ): Promise<{ customerId: string }> {
    return this.creations.execute(viewer, input as NewCustomer);
  }

  @RestoresOldValues({ kind: 'customer', id: 'customerId', Input: CustomerUpdateInput, fields: CUSTOMER_FIELDS })
  @Can('customer.edit')
  @Mutation(() => CustomerUpdatePayload, {
    description: `Changes facts of a customer. ${FORM_CODES}, INVALID_CREDIT_CODE, INVALID_PARENT, INVALID_REFERENCE (parentId), STALE_RECORD, RECORD_LOCKED.`,
  })
  customerUpdate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'What changes.' }) input: CustomerUpdateInput,
  ): Promise<{ customerId: string }> {
    return this.updates.execute(viewer, input as CustomerChange);
  }

  @Can('customer.assign')
  @Mutation(() => CustomerAssignPayload, {
    description: `Asks for the transfer 转移 of a customer to another owner; it takes effect when approved. ${FORM_CODES}, INVALID_OWNER, STALE_RECORD, RECORD_LOCKED, APPROVAL_OPEN, APPROVAL_NO_APPROVER.`,
  })
  customerAssign(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which customer, to whom, why.' }) input: CustomerAssignInput,
  ): Promise<{ customerId: string; approvalId: string }> {
    return this.transfers.execute(viewer, input);
  }

  @Can('customer.delete')
  @Mutation(() => CustomerDeletePayload, {
    description: `Asks for the deletion of a customer; it is deleted (softly) when approved. ${FORM_CODES}, STALE_RECORD, RECORD_LOCKED, APPROVAL_OPEN, APPROVAL_NO_APPROVER.`,
  })
  customerDelete(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which customer, and why.' }) input: CustomerDeleteInput,
  ): Promise<{ customerId: string; approvalId: string }> {
    return this.deletions.execute(viewer, input);
  }

  @Can('customer.delete')
  @Mutation(() => CustomerUndeletePayload, {
    description:
      'Brings a deleted customer back 恢复客户, with its contacts and interactions. It is its owner’s again, or where the owner has left the head’s of its ' +
      'department or of the nearest above. Deleted customers and their versions are told by customerChanges and recordHistory. ' +
      `${FORM_CODES}, CUSTOMER_NOT_DELETED, CUSTOMER_ERASED, CUSTOMER_WITHOUT_OWNER, INVALID_PARENT, RECORD_LOCKED, STALE_RECORD.`,
  })
  customerUndelete(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which customer, and why.' }) input: CustomerUndeleteInput,
  ): Promise<{ customerId: string }> {
    return this.returns.execute(viewer, input);
  }
}
