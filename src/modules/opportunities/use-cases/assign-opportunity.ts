import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { PEOPLE, type PersonNode } from '../../permissions/index.js';
import { Opportunity } from '../domain/opportunity.js';
import { holderOf, OpportunityReassigned } from '../domain/opportunity-events.js';

/** A transfer as its form sends it. */
export interface DealTransfer {
  readonly opportunityId: string;
  readonly ownerId: string;
  readonly expectedVersion: number;
  readonly reason?: string | null;
  readonly idempotencyKey?: string | null;
}

/** Gives a deal to another person, and with it to that person's department. */
@Injectable()
export class AssignOpportunity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lists: ListReader,
  ) {}

  /** Throws INVALID_REFERENCE when the asker sees no such active person. */
  execute(viewer: Viewer, input: DealTransfer): Promise<{ opportunityId: string }> {
    const { opportunityId, ownerId, expectedVersion, reason, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'opportunity.assign', reason, idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const deal = await work.fetch(Opportunity, opportunityId, { verb: 'assign', expectedVersion });
      const [owner] = await this.lists.byIds<PersonNode>(PEOPLE, viewer, [ownerId]);
      if (!owner?.active) throw new DomainError('INVALID_REFERENCE', ['input', 'ownerId']);
      const fromOwnerId = deal.ownerId;
      deal.assignTo(owner.id, owner.departmentId);
      work.save(deal);
      if (fromOwnerId !== owner.id) work.record(OpportunityReassigned, deal.id, { ...holderOf(deal), fromOwnerId });
      return { opportunityId };
    });
  }
}
