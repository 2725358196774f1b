import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
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

/** A deal that may be won at once. */
function winnable(): Promise<DealView> {
  const lines = [{ productId: gtx, quantity: '10', unitPrice: '90' }];
  return aDeal(world.alice, { customerId, expectedCloseOn: '2027-01-31', lines });
}

describe('opportunityAdvance', () => {
  test('goes to the next stage, then to a named one, also back, and keeps the history gap-free', async () => {
    const deal = await aDeal(world.alice, { customerId });
    const engaging = await done(world.alice, 'Advance', now(deal));
    expect(engaging).toMatchObject({ stageCode: 'ENGAGING', probability: 0.3, version: 2 });
    const proposal = await done(world.alice, 'Advance', { ...now(engaging), toStage: 'PROPOSAL' });
    const back = await done(world.alice, 'Advance', { ...now(proposal), toStage: 'PROSPECTING' });
    expect(back.stageHistory.map(({ stageCode, leftAt }) => [stageCode, leftAt !== null])).toEqual([
      ['PROSPECTING', true],
      ['ENGAGING', true],
      ['PROPOSAL', true],
      ['PROSPECTING', false],
    ]);
    const stays = await sql<{ entered_at: Date; left_at: Date | null }>(
      'SELECT entered_at, left_at FROM stage_entry WHERE opportunity_id = ? ORDER BY entered_at, id',
      [deal.id],
    );
    expect(stays.slice(0, -1).map((stay) => stay.left_at)).toEqual(stays.slice(1).map((stay) => stay.entered_at));
    const events = await sql<{ name: string }>('SELECT name FROM outbox_event WHERE record_id = ? ORDER BY id', [
      deal.id,
    ]);
    expect(events.map(({ name }) => name)).toEqual([
      'OpportunityCreated',
      ...['OpportunityAdvanced', 'OpportunityAdvanced', 'OpportunityAdvanced'],
    ]);
  });

  test.each<[string, string | undefined, string[][]]>([
    ['PROSPECTING', 'PROPOSAL', [['opportunity', 'customerId']]],
    [
      'ENGAGING',
      'NEGOTIATING',
      [
        ['opportunity', 'customerId'],
        ['opportunity', 'amount'],
        ['opportunity', 'expectedCloseOn'],
      ],
    ],
  ])('from %s to %s names each missing thing and writes nothing', async (from, toStage, paths) => {
    const deal = await aDeal(world.alice, {}, from);
    const before = await rowCounts();
    const { opportunity, userErrors } = await payloadOf(world.alice, 'Advance', { ...now(deal), toStage });
    expect(opportunity).toBeNull();
    expect(userErrors.map(({ code, path }) => [code, path])).toEqual(
      paths.map((path) => ['STAGE_CONDITION_MISSING', path]),
    );
    expect(await rowCounts()).toEqual(before);
  });

  test.each([
    ['LOST', 'INVALID_STAGE'],
    ['NO_SUCH_STAGE', 'INVALID_STAGE'],
    ['PROSPECTING', 'STAGE_UNCHANGED'],
  ])('refuses %s with %s', async (toStage, code) => {
    const deal = await aDeal(world.alice);
    const { userErrors } = await payloadOf(world.alice, 'Advance', { ...now(deal), toStage });
    expect(userErrors).toMatchObject([{ code, path: ['input', 'toStage'] }]);
  });

  test('into the won stage it wins', async () => {
    const won = await done(world.alice, 'Advance', { ...now(await winnable()), toStage: 'WON' });
    expect(won).toMatchObject({ state: 'WON', closedOn: today() });
  });

  test('of three concurrent moves one wins, and one stay is open', async () => {
    const deal = await aDeal(world.alice);
    const results = await Promise.all([1, 2, 3].map(() => payloadOf(world.alice, 'Advance', now(deal))));
    expect(results.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      'STALE_RECORD',
      'STALE_RECORD',
    ]);
    expect((await seeDeal(world.alice, deal.id)).stageHistory.map(({ leftAt }) => leftAt === null)).toEqual([
      false,
      true,
    ]);
  });

  test('is denied on deals out of reach and to those without the action', async () => {
    const deal = await aDeal(world.alice);
    const before = await rowCounts();
    expect((await call(world.aaron, 'Advance', now(deal))).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await call(world.executive, 'Advance', now(deal))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });
});

describe('opportunityWin, opportunityLose, opportunityReopen', () => {
  test('wins at the allowed discount without asking anybody', async () => {
    const { opportunity, approvalId } = await payloadOf(world.alice, 'Win', now(await winnable()));
    expect(approvalId).toBeNull();
    expect(opportunity).toMatchObject({
      state: 'WON',
      stageCode: 'WON',
      probability: 1,
      closedOn: today(),
      discount: 0.1,
    });
    const events = await sql<{ name: string; payload: string }>(
      "SELECT name, payload FROM outbox_event WHERE record_id = ? AND name = 'OpportunityWon'",
      [opportunity!.id],
    );
    expect(JSON.parse(events[0]!.payload)).toMatchObject({ customerId, baseAmount: '900.00', closedOn: today() });
  });

  test('does not win what lacks customer, amount, day or products', async () => {
    const { userErrors } = await payloadOf(world.alice, 'Win', now(await aDeal(world.alice)));
    expect(userErrors.map(({ path }) => path?.[1])).toEqual(['customerId', 'amount', 'expectedCloseOn', 'lines']);
  });

  test('loses with a reason, reopens where it stood, and refuses what the state does not allow', async () => {
    const deal = await aDeal(world.alice, { customerId }, 'PROPOSAL');
    const lost = await done(world.alice, 'Lose', { ...now(deal), reason: 'PRICE', competitor: '某公司' });
    expect(lost).toMatchObject({ state: 'LOST', lostReason: 'PRICE', closedOn: today(), probability: 0 });
    for (const verb of ['Advance', 'Win', 'Update'] as const) {
      const { userErrors } = await payloadOf(world.alice, verb, now(lost));
      expect(userErrors).toMatchObject([{ code: 'TRANSITION_REFUSED', __typename: 'BusinessRuleError' }]);
    }
    const open = await done(world.alice, 'Reopen', now(lost));
    expect(open).toMatchObject({ state: 'OPEN', stageCode: 'PROPOSAL', lostReason: null, closedOn: null });
    expect((await payloadOf(world.alice, 'Reopen', now(open))).userErrors).toMatchObject([
      { code: 'TRANSITION_REFUSED' },
    ]);
  });

  test('refuses a loss without reason as a document that is wrong', async () => {
    const { errors } = await call(world.alice, 'Lose', now(await aDeal(world.alice)));
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('opportunityAssign', () => {
  test('gives the deal and its department away; the former owner no longer sees it', async () => {
    const deal = await aDeal(world.alice);
    const input = { ...now(deal), ownerId: world.aaron.id, reason: '离职交接' };
    const moved = await done(world.nora, 'Assign', input);
    expect(moved).toMatchObject({ owner: { login: 'aaron' }, version: 2 });
    expect(
      (await world.alice.ask('query($id: ID!) { opportunity(id: $id) { id } }', { id: deal.id })).errors,
    ).toHaveLength(1);
    expect(await sql('SELECT reason FROM opportunity_history WHERE id = ? AND version = 2', [deal.id])).toEqual([
      { reason: '离职交接' },
    ]);
  });

  test('refuses someone who is not there, and is denied to sales people', async () => {
    const deal = await aDeal(world.alice);
    const before = await rowCounts();
    const { userErrors } = await payloadOf(world.nora, 'Assign', { ...now(deal), ownerId: '4242' });
    expect(userErrors).toMatchObject([{ code: 'INVALID_REFERENCE', path: ['input', 'ownerId'] }]);
    const denied = await call(world.alice, 'Assign', { ...now(deal), ownerId: world.aaron.id });
    expect(denied.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });
});
