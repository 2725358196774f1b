import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { type HeldLease, Leases } from '../../../src/kernel/jobs/lease.js';
import { readSettings } from '../../../src/kernel/runtime/settings.js';
import { WorkHandover } from '../../../src/modules/permissions/use-cases/work-handover.js';
import { createServer } from '../../../src/server.js';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, sql, testServer } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { aLeaver, ended, handOver, openHeldBy, see, start, undo } from './handover-client.js';

const LEASE = 'handovers';

let world: World;
let second: INestApplicationContext;
beforeAll(async () => {
  world = await freshWorld();
  const SIGNING_SECRET = 'only-for-tests-0123456789-abcdefghijklmnop';
  second = await createServer(
    readSettings({ DATABASE_URL: testServer().databaseUrl, SIGNING_SECRET, LOG_LEVEL: 'error' }),
  );
  await second.init();
});
afterAll(async () => {
  await second.close();
  await closeSql();
});

/** Takes the work away from every other instance. */
async function holdWork(): Promise<HeldLease> {
  for (;;) {
    const lease = await second.get(Leases).take(LEASE, 30);
    if (lease) return lease;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Works so many transactions in this process and then stops, as a process does that is killed between two of them. */
function work(id: string, transactions: number): Promise<void> {
  let left = transactions;
  return second.get(WorkHandover).execute(id, () => Promise.resolve(left-- > 0));
}

/** Another instance takes the hand-over up where it was left. */
async function takeUp(lease: HeldLease): Promise<void> {
  await second.get(Leases).release(lease);
  await sql("UPDATE handover SET updated_at = '2026-01-01' WHERE tries > 0");
  for (let attempt = 1; ; attempt++) {
    try {
      return void (await control('runJob', LEASE));
    } catch (error) {
      if (attempt === 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function started(asker: TestPerson, leaver: TestPerson, more: object = {}): Promise<string> {
  const rules = [{ to: 'PERSON', personId: world.aaron.id }];
  const answer = await start(asker, { personId: leaver.id, rules, ...more });
  if ('refused' in answer) throw new Error(JSON.stringify(answer.refused));
  return answer.id;
}

const journalOf = async (id: string): Promise<number> =>
  Number((await sql<{ n: string }>('SELECT COUNT(*) AS n FROM bulk_journal WHERE run_id = ?', [id]))[0]!.n);

describe('a hand-over whose process dies', () => {
  test('stands between two transactions with account, journal and records in step, and another instance ends it', async () => {
    const { leaver } = await aLeaver(world, 'rita');
    const lease = await holdWork();
    const id = await started(world.admin, leaver);
    await work(id, 3);
    const halfway = await see(world.admin, id);
    expect(halfway).toMatchObject({ state: 'RUNNING', moved: 11, person: { active: true } });
    expect(await journalOf(id)).toBe(11);
    expect(await openHeldBy(leaver.id)).toBe(14 - 11);
    await takeUp(lease);
    expect(await ended(world.admin, id)).toMatchObject({ state: 'DONE', moved: 14, person: { active: false } });
    expect(await journalOf(id)).toBe(14);
    expect(await openHeldBy(leaver.id)).toBe(0);
  });

  test('what comes in meanwhile is caught by a last pass; what somebody edits meanwhile keeps the edit', async () => {
    const { leaver, things } = await aLeaver(world, 'ruth');
    const lease = await holdWork();
    const id = await started(world.admin, leaver);
    await work(id, 2);
    const late = await aCustomer().ownedBy(leaver).named('最后一刻').save();
    const edit = world.admin.get<{ opportunityUpdate: { userErrors: { code: string }[] } }>(
      'mutation($input: OpportunityUpdateInput!) { opportunityUpdate(input: $input) { userErrors { code } } }',
      { input: { opportunityId: things.deals[0], expectedVersion: 1, nextStep: '下周拜访' } },
    );
    const [{ opportunityUpdate }] = await Promise.all([edit, takeUp(lease)]);
    expect(await ended(world.admin, id)).toMatchObject({ state: 'DONE', total: 14, moved: 15 });
    expect(await sql('SELECT owner_id FROM customer WHERE id = ?', [late])).toEqual([{ owner_id: world.aaron.id }]);
    const [deal] = await sql('SELECT owner_id, next_step FROM opportunity WHERE id = ?', [things.deals[0]]);
    // Whichever came second met the other's version: the hand-over reads again, the editor is told.
    const [refused] = opportunityUpdate.userErrors;
    expect(deal).toEqual({ owner_id: world.aaron.id, next_step: refused ? null : '下周拜访' });
    if (refused) expect(refused.code).toBe('STALE_RECORD');
    expect(await openHeldBy(leaver.id)).toBe(0);
  });

  test('two instances that work on it at once move each record once', async () => {
    const { leaver } = await aLeaver(world, 'rosa');
    for (let index = 0; index < 30; index++) await aCustomer().ownedBy(leaver).save();
    const lease = await holdWork();
    const id = await started(world.admin, leaver);
    await Promise.all([work(id, 1_000), takeUp(lease)]);
    const { moved, state } = await ended(world.admin, id);
    expect([state, moved, await journalOf(id)]).toEqual(['DONE', 44, 44]);
    const twice = await sql(
      `SELECT id FROM customer_history WHERE owner_id = ? AND reason LIKE CONCAT('handover ', ?, ':%')
       GROUP BY id HAVING COUNT(*) > 1 ORDER BY id`,
      [world.aaron.id, id],
    );
    expect(twice).toEqual([]);
  });

  test('ends after three tries that came to nothing', async () => {
    const { leaver } = await aLeaver(world, 'rene');
    const lease = await holdWork();
    const id = await started(world.admin, leaver);
    await sql('UPDATE handover SET tries = 3 WHERE id = ?', [id]);
    await takeUp(lease);
    expect(await ended(world.admin, id)).toMatchObject({ state: 'FAILED', moved: 0, person: { active: true } });
  });
});

test('whoever loses the right stops, and what was done can be undone by somebody else', async () => {
  const { leaver, things } = await aLeaver(world, 'rebecca');
  const [role] = await sql<{ permissions: { action: string; scope: string }[] }>(
    "SELECT permissions FROM role WHERE code = 'sales_manager'",
  );
  const right = { action: 'handover.run', scope: 'DEPARTMENT_AND_BELOW' };
  const near = await aHolder('near', world.departments.north, [
    ...role!.permissions,
    right,
    { ...right, action: 'handover.read' },
  ]);
  const lease = await holdWork();
  const id = await started(near, leaver, { disable: false });
  await work(id, 1);
  await sql('DELETE FROM role_membership WHERE person_id = ?', [near.id]);
  await takeUp(lease);
  expect(await ended(world.admin, id)).toMatchObject({ state: 'STOPPED', moved: 7 });
  expect(await undo(world.admin, id)).toBeNull();
  expect(await ended(world.admin, id)).toMatchObject({ state: 'UNDONE', givenBack: 7, kept: 0 });
  expect(await sql('SELECT owner_id FROM customer WHERE id = ?', [things.customers[0]])).toEqual([
    { owner_id: leaver.id },
  ]);
});

describe('undo', () => {
  const rules = (): object[] => [{ to: 'PERSON', personId: world.aaron.id }];

  test('gives back what is still as it was handed over, names what is not, and enables the leaver', async () => {
    const { leaver, things } = await aLeaver(world, 'uma');
    const { id } = await handOver(world.admin, { personId: leaver.id, rules: rules() });
    await control('drain');
    const [gone, moved, closed] = [things.customers[5]!, things.customers[6]!, things.deals[3]!];
    await sql('UPDATE customer SET deleted_at = UTC_TIMESTAMP(3) WHERE id = ?', [gone]);
    await sql('UPDATE customer SET owner_id = ?, version = version + 1 WHERE id = ?', [world.nora.id, moved]);
    await sql("UPDATE opportunity SET stage_kind = 'LOST', version = version + 1 WHERE id = ?", [closed]);
    expect(await undo(world.admin, id)).toBeNull();
    const undone = await ended(world.admin, id);
    await control('drain');
    expect(undone).toMatchObject({ state: 'UNDONE', givenBack: 11, kept: 3, person: { active: true } });
    expect(undone.keptRecords).toEqual([
      { kind: 'customer', recordId: gone, reason: 'GONE' },
      { kind: 'customer', recordId: moved, reason: 'MOVED_ON' },
      { kind: 'opportunity', recordId: closed, reason: 'CLOSED' },
    ]);
    expect(await openHeldBy(leaver.id)).toBe(11);
    const [warning] = await sql('SELECT owner_id, action_owner_id FROM churn_warning WHERE id = ?', [things.warning]);
    expect(warning).toEqual({ owner_id: leaver.id, action_owner_id: leaver.id });
    const [held] = await sql('SELECT owner_id, department_id, step_role_code FROM service_case WHERE id = ?', [
      things.serviceCase,
    ]);
    expect(held).toEqual({ owner_id: leaver.id, department_id: world.departments.service, step_role_code: null });
    const told = await world.aaron.get<{ notifications: { nodes: { type: string }[] } }>(
      '{ notifications(first: 20) { nodes { type } } }',
    );
    expect(told.notifications.nodes.filter(({ type }) => type === 'HANDOVER_TAKEN_BACK')).toHaveLength(2);
    expect(await undo(world.admin, id)).toMatchObject({ code: 'TRANSITION_REFUSED', path: ['input', 'handoverId'] });
  });

  test('goes on where it stopped when its process dies', async () => {
    const { leaver } = await aLeaver(world, 'ute');
    for (let index = 0; index < 110; index++) await aCustomer().ownedBy(leaver).save();
    const { id } = await handOver(world.admin, { personId: leaver.id, rules: rules() });
    const lease = await holdWork();
    expect(await undo(world.admin, id)).toBeNull();
    await second.get(WorkHandover).execute(id, async () => (await see(world.admin, id)).givenBack === 0);
    const halfway = await see(world.admin, id);
    expect(halfway).toMatchObject({ state: 'UNDOING', kept: 0 });
    expect(halfway.givenBack).toBeGreaterThan(0);
    expect(await openHeldBy(leaver.id)).toBe(halfway.givenBack);
    await takeUp(lease);
    expect(await ended(world.admin, id)).toMatchObject({ state: 'UNDONE', givenBack: 124, kept: 0 });
    expect(await openHeldBy(leaver.id)).toBe(124);
  });

  test('is refused too late, while it runs, and for a leaver whom somebody else has disabled', async () => {
    const { leaver } = await aLeaver(world, 'ulrike');
    const { id } = await handOver(world.admin, { personId: leaver.id, rules: rules(), disable: false });
    await sql('UPDATE person SET active = 0 WHERE id = ?', [leaver.id]);
    expect(await undo(world.admin, id)).toMatchObject({ code: 'HANDOVER_PERSON_INACTIVE' });
    await sql('UPDATE person SET active = 1 WHERE id = ?', [leaver.id]);
    await sql("UPDATE handover SET undo_until = '2026-01-01' WHERE id = ?", [id]);
    expect(await undo(world.admin, id)).toMatchObject({ code: 'HANDOVER_UNDO_OVER' });
    expect(await undo(world.admin, id, { expectedVersion: 1 })).toMatchObject({ code: 'STALE_RECORD' });
    expect(await openHeldBy(leaver.id)).toBe(0);
  });
});
