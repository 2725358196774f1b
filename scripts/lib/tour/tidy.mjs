import { randomUUID } from 'node:crypto';

const DEAL = 'query($id: ID!) { opportunity(id: $id) { version state } }';
const APPROVAL = 'query($id: ID!) { approval(id: $id) { version state } }';

/** Takes back what the tour has left undecided: its open requests for approval, then its open deals, which count as lost. Throws StepFailed. */
export async function tidyUp({ seller, deals, approvalIds }) {
  for (const approvalId of approvalIds) await withdraw(seller, approvalId);
  for (const { id } of deals) await lose(seller, id);
}

async function withdraw(seller, approvalId) {
  const { approval } = await seller.ask(APPROVAL, { id: approvalId });
  if (approval?.state !== 'PENDING') return;
  const input = { approvalId, expectedVersion: approval.version, comment: '巡览结束', idempotencyKey: randomUUID() };
  await seller.change('approvalWithdraw', 'ApprovalWithdrawInput', input, 'approval { state }');
}

async function lose(seller, opportunityId) {
  const { opportunity } = await seller.ask(DEAL, { id: opportunityId });
  if (opportunity?.state !== 'OPEN') return;
  const input = {
    opportunityId,
    expectedVersion: opportunity.version,
    reason: 'OTHER',
    note: '巡览结束',
    idempotencyKey: randomUUID(),
  };
  await seller.change('opportunityLose', 'OpportunityLoseInput', input, 'opportunity { state }');
}
