import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { type ApprovalResult, OnApprovalOutcome } from '../../../kernel/states/approval-outcome.js';
import { Approvals } from '../../approvals/index.js';
import { Customer } from '../domain/customer.js';
import { CustomerDeleted } from '../domain/customer-events.js';

/** Which customer shall be deleted, and why. */
export interface CustomerDeletion {
  readonly customerId: string;
  readonly reason: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

const SUBJECT = 'customer.delete';

/** Deletes a customer softly, once it is approved; nobody deletes alone. */
@Injectable()
export class DeleteCustomer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
  ) {}

  /** Asks for the approval and locks the customer meanwhile. Throws APPROVAL_OPEN. */
  execute(viewer: Viewer, input: CustomerDeletion): Promise<{ customerId: string; approvalId: string }> {
    const { customerId, reason, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run(
      { actor: viewer, action: 'customer.delete', reason, idempotencyKey, input },
      async (work) => {
        const customer = await work.fetch(Customer, customerId, { verb: 'delete', expectedVersion });
        const { name, departmentId, ownerId } = customer;
        const { approvalId } = await this.approvals.submit(work, {
          subject: SUBJECT,
          recordKind: 'customer',
          recordId: customerId,
          title: { zh: `删除客户「${name}」：${reason}`, en: `Delete customer “${name}”: ${reason}` },
          departmentId,
          facts: {},
          payload: { reason },
          snapshot: { name, ownerId, departmentId },
        });
        work.touch(customer);
        return { customerId, approvalId };
      },
    );
  }

  @OnApprovalOutcome(SUBJECT)
  async carryOut(work: Work, { decision, recordId }: ApprovalResult): Promise<void> {
    if (decision !== 'APPROVED') return;
    const customer = await work.fetchUnscoped(Customer, recordId);
    if (!customer) return;
    work.remove(customer);
    work.record(CustomerDeleted, recordId, { name: customer.name, ownerId: customer.ownerId });
  }
}
