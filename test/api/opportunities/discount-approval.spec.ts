import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { actNow } from '../approvals/approval-steps.js';
import { aDeal, aProduct, call, type DealView, done, now, payloadOf, seeDeal, today } from './open-deals.js';

let world: World;
let gtx: string;
let customerId: string;
beforeAll(async () => {
  world = await freshWorld();
  gtx = await aProduct(world, 'GTX');
  customerId = await aCustomer().ownedBy(world.alice).named('华夏光电').save();
});
afterAll(closeSql);

/** A deal at 20 % under list price, where 10 % are allowed. */
function cheap(): Promise<DealView> {
  const lines = [{ productId: gtx, quantity: '10', unitPrice: '80' }];
  return aDeal(world.alice, { customerId, expectedCloseOn: '2027-01-31', lines }, 'NEGOTIATING');
}

/** Asks to win a cheap deal; the waiting deal with its approval. */
async function waiting(): Promise<{ deal: DealView; approvalId: string }> {
  const { opportunity, approvalId, approval } = await payloadOf(world.alice, 'Win', now(await cheap()));
  expect(approval).toEqual({ id: approvalId, state: 'PENDING' });
  return { deal: opportunity!, approvalId: approvalId! };
}

describe('winning at more than the allowed discount', () => {
  test('waits for approval: the deal stays in its stage and is locked', async () => {
    const { deal, approvalId } = await waiting();
    expect(deal).toMatchObject({
      state: 'OPEN',
      stageCode: 'NEGOTIATING',
      openApproval: { id: approvalId, state: 'PENDING' },
    });
    for (const verb of ['Win', 'Advance', 'Lose', 'Update'] as const) {
      const input = { ...now(deal), ...(verb === 'Lose' ? { reason: 'PRICE' } : {}) };
      expect((await payloadOf(world.alice, verb, input)).userErrors).toMatchObject([{ code: 'RECORD_LOCKED' }]);
    }
    const [row] = await sql<{ facts: object; subject: string }>('SELECT facts, subject FROM approval WHERE id = ?', [
      approvalId,
    ]);
    expect(row!.subject).toBe('opportunity.discount');
    expect(row!.facts).toMatchObject({ discount: 0.2, amount: 800, baseAmount: 800 });
  });

  test('is won in the transaction of the approving decision, in the name of who asked', async () => {
    const { deal, approvalId } = await waiting();
    await actNow(world.nora, 'Approve', approvalId, '同意');
    const won = await seeDeal(world.alice, deal.id);
    expect(won).toMatchObject({ state: 'WON', closedOn: today(), approvalDecision: 'APPROVED', openApproval: null });
    expect(won.stageHistory.at(-1)).toMatchObject({ stageCode: 'WON', actor: { login: 'alice' } });
    await control('drain');
    const reopened = await done(world.alice, 'Reopen', now(won));
    expect(reopened.stageCode).toBe('NEGOTIATING');
  });

  test.each([
    ['Reject', 'nora', 'REJECTED'],
    ['Return', 'nora', 'RETURNED'],
    ['Withdraw', 'alice', 'WITHDRAWN'],
  ] as const)('%s by %s leaves it open and free, and says %s', async (verb, login, decision) => {
    const { deal, approvalId } = await waiting();
    await actNow(world[login], verb, approvalId, '价格太低');
    const open = await seeDeal(world.alice, deal.id);
    expect(open).toMatchObject({
      state: 'OPEN',
      stageCode: 'NEGOTIATING',
      approvalDecision: decision,
      openApproval: null,
    });
    const events = await sql<{ name: string }>(
      "SELECT name FROM outbox_event WHERE record_id = ? AND name LIKE 'OpportunityDiscount%'",
      [deal.id],
    );
    expect(events).toHaveLength(1);
    const lines = [{ productId: gtx, quantity: '10', unitPrice: '95' }];
    const dearer = await done(world.alice, 'Update', { ...now(open), lines });
    expect((await done(world.alice, 'Win', now(dearer))).state).toBe('WON');
  });

  test('asks likewise when the deal is advanced into the won stage, and one line is enough', async () => {
    const lines = [
      { productId: gtx, quantity: '1', unitPrice: '50' },
      { productId: gtx, quantity: '10', unitPrice: '150' },
    ];
    const deal = await aDeal(world.alice, { customerId, expectedCloseOn: '2027-01-31', lines });
    const { opportunity, approvalId } = await payloadOf(world.alice, 'Advance', { ...now(deal), toStage: 'WON' });
    expect(opportunity).toMatchObject({ state: 'OPEN', stageCode: 'PROSPECTING' });
    expect(approvalId).not.toBeNull();
  });

  test('a repeated key asks once', async () => {
    const input = { ...now(await cheap()), idempotencyKey: 'win-once' };
    const first = await payloadOf(world.alice, 'Win', input);
    expect((await payloadOf(world.alice, 'Win', input)).approvalId).toBe(first.approvalId);
    expect((await call(world.bob, 'Win', { ...input, idempotencyKey: null })).errors?.[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
  });
});
