import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { type ApprovalResult, OnApprovalOutcome } from '../../../kernel/states/approval-outcome.js';
import { Approvals } from '../../approvals/index.js';
import { PEOPLE, type PersonNode, type PersonView, Permissions } from '../../permissions/index.js';
import { Customer } from '../domain/customer.js';
import { CustomerTransferred } from '../domain/customer-events.js';

/** Whom a customer shall belong to, and why. */
export interface CustomerTransfer {
  readonly customerId: string;
  readonly ownerId: string;
  readonly reason: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

/** What the outcome of a transfer's approval needs. */
interface TransferPayload {
  readonly ownerId: string;
  readonly reason: string;
}

const SUBJECT = 'customer.transfer';

/** Hands a customer over to another owner 转移, once it is approved. */
@Injectable()
export class TransferCustomer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly permissions: Permissions,
    private readonly lists: ListReader,
  ) {}

  /** Asks for the approval and locks the customer meanwhile. Throws INVALID_OWNER, APPROVAL_OPEN. */
  execute(viewer: Viewer, input: CustomerTransfer): Promise<{ customerId: string; approvalId: string }> {
    const { customerId, ownerId, reason, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run(
      { actor: viewer, action: 'customer.assign', reason, idempotencyKey, input },
      async (work) => {
        const customer = await work.fetch(Customer, customerId, { verb: 'assign', expectedVersion });
        const [owner] = await this.lists.byIds<PersonNode>(PEOPLE, viewer, [ownerId]);
        if (!owner?.active || ownerId === customer.ownerId)
          throw new DomainError('INVALID_OWNER', ['input', 'ownerId']);
        const { name, departmentId } = customer;
        const { approvalId } = await this.approvals.submit(work, {
          subject: SUBJECT,
          recordKind: 'customer',
          recordId: customerId,
          title: {
            zh: `客户「${name}」转移给${owner.name}：${reason}`,
            en: `Transfer customer “${name}” to ${owner.name}: ${reason}`,
          },
          departmentId,
          facts: { toDepartmentId: owner.departmentId, sameDepartment: owner.departmentId === departmentId },
          payload: { ownerId, reason },
          snapshot: { name, ownerId: customer.ownerId, departmentId },
        });
        work.touch(customer);
        return { customerId, approvalId };
      },
    );
  }

  @OnApprovalOutcome(SUBJECT)
  async carryOut(work: Work, { decision, recordId, payload }: ApprovalResult): Promise<void> {
    if (decision !== 'APPROVED') return;
    const { ownerId } = payload as unknown as TransferPayload;
    const customer = await work.fetchUnscoped(Customer, recordId);
    const owner = await this.activePerson(ownerId);
    if (!customer || !owner) throw new DomainError('INVALID_OWNER');
    const fromOwnerId = customer.ownerId;
    customer.assignTo(owner.id, owner.departmentId);
    work.save(customer);
    const { departmentId, name } = customer;
    work.record(CustomerTransferred, recordId, { fromOwnerId, ownerId, departmentId, name });
  }

  private async activePerson(personId: string): Promise<PersonView | null> {
    const [person] = await this.permissions.people([personId]);
    return person?.active ? person : null;
  }
}
