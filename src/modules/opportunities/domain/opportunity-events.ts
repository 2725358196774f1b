import { defineEvent } from '../../../kernel/events/domain-event.js';

/** Whose deal it is and for whom, as every event of a deal tells. */
interface Holder {
  ownerId: string;
  departmentId: string;
  customerId: string | null;
  name: string;
}

/** A deal was added. */
export const OpportunityCreated = defineEvent<Holder & { stageCode: string }>('OpportunityCreated');

/** A deal came in with its past, by an import; nothing happened today. */
export const OpportunityImported = defineEvent<Holder & { stageCode: string }>('OpportunityImported');

/** Facts of a deal changed; names of the changed fields. */
export const OpportunityChanged = defineEvent<{ fields: string[] }>('OpportunityChanged');

/** A deal moved to another open stage, or was opened again. */
export const OpportunityAdvanced = defineEvent<Holder & { fromStage: string; toStage: string }>('OpportunityAdvanced');

/** A deal was won. */
export const OpportunityWon = defineEvent<Holder & { closedOn: string; baseAmount: string | null }>('OpportunityWon');

/** A deal was lost. */
export const OpportunityLost = defineEvent<Holder & { closedOn: string; lostReason: string }>('OpportunityLost');

/** A deal has another owner. */
export const OpportunityReassigned = defineEvent<Holder & { fromOwnerId: string }>('OpportunityReassigned');

/** A discount was refused, sent back or withdrawn; the deal stays open. */
export const OpportunityDiscountNotApproved = defineEvent<Holder & { decision: string; approvalId: string }>(
  'OpportunityDiscountNotApproved',
);

/** The values of a deal that its events carry. */
export function holderOf({ ownerId, departmentId, customerId, name }: Holder): Holder {
  return { ownerId, departmentId, customerId, name };
}
