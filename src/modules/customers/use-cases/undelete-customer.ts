import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Permissions } from '../../permissions/index.js';
import { Customer } from '../domain/customer.js';
import { CustomerTransferred, CustomerUndeleted } from '../domain/customer-events.js';
import type { CustomerDeletion } from './delete-customer.js';
import { refuseCircle } from './update-customer.js';

/** Brings a deleted customer back; its contacts and interactions were only out of sight. */
@Injectable()
export class UndeleteCustomer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: Permissions,
  ) {}

  /** Throws NOT_FOUND, FORBIDDEN, STALE_RECORD, CUSTOMER_NOT_DELETED, CUSTOMER_ERASED, CUSTOMER_WITHOUT_OWNER, INVALID_PARENT. */
  execute(viewer: Viewer, input: CustomerDeletion): Promise<{ customerId: string }> {
    const { customerId, reason, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run(
      { actor: viewer, action: 'customer.undelete', reason, idempotencyKey, input },
      async (work) => {
        const customer = await work.fetch(Customer, customerId, { verb: 'delete', expectedVersion, evenDeleted: true });
        if (!customer.deletedAt) throw new DomainError('CUSTOMER_NOT_DELETED', ['input', 'customerId']);
        if (customer.name === '') throw new DomainError('CUSTOMER_ERASED', ['input', 'customerId']);
        if (customer.parentId) await refuseCircle(work, customerId, customer.parentId, 'customerId');
        await this.giveOwner(work, customer);
        customer.deletedAt = null;
        const { name, ownerId, departmentId } = work.save(customer);
        work.record(CustomerUndeleted, customerId, { name, ownerId, departmentId });
        return { customerId };
      },
    );
  }

  /** Whose owner has left belongs to the head of its department or of the nearest above, never to who brings it back: a lent right would become their own. */
  private async giveOwner(work: Work, customer: Customer): Promise<void> {
    const { id, name, ownerId: fromOwnerId, departmentId } = customer;
    const [owner] = await this.permissions.people([fromOwnerId]);
    if (owner?.active) return;
    const headId = await this.permissions.headOf(departmentId);
    if (headId === null) throw new DomainError('CUSTOMER_WITHOUT_OWNER', ['input', 'customerId']);
    customer.assignTo(headId, departmentId);
    work.record(CustomerTransferred, id, { fromOwnerId, ownerId: headId, departmentId, name });
  }
}
