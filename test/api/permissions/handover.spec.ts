import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anInteraction } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { addPerson, freshWorld, type TestPerson, type World } from '../../support/world.js';
import {
  aLeaver,
  type Belongings,
  handOver,
  type HandoverView,
  openHeldBy,
  preview,
  sorted,
} from './handover-client.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const to = (person: TestPerson, kind: string | null = null): object => ({ kind, to: 'PERSON', personId: person.id });
const ownerOf = async (table: string, id: string): Promise<string | undefined> =>
  (await sql<{ owner_id: string }>(`SELECT owner_id FROM ${table} WHERE id = ?`, [id]))[0]?.owner_id;

const REPORT = 'query($query: ReportQuery!) { report(query: $query) { rows totals } }';

/** Figures of the past, by whom they are credited to. */
function pastFigures(asker: TestPerson): Promise<unknown[]> {
  const won = { field: 'state', operator: 'EQ', values: ['WON'] };
  const queries = [
    { dataset: 'opportunities', dimensions: [{ name: 'owner' }], measures: ['won', 'wonAmount'], filters: [won] },
    { dataset: 'interactions', dimensions: [{ name: 'author' }], measures: ['count'] },
  ];
  return Promise.all(queries.map((query) => asker.get(REPORT, { query })));
}

describe('everything goes to one person', () => {
  let leaver: TestPerson;
  let things: Belongings;
  let planned: string[];
  let figures: unknown[];
  let handover: HandoverView;
  beforeAll(async () => {
    ({ leaver, things } = await aLeaver(world, 'laura'));
    await anInteraction(things.customers[3]!, leaver);
    figures = await pastFigures(world.admin);
    const order = { personId: leaver.id, rules: [to(world.aaron)] };
    const before = await rowCounts();
    const shown = await preview(world.admin, order);
    expect(await rowCounts()).toEqual(before);
    expect(shown).toMatchObject({ total: 14, withoutTaker: 0 });
    expect(shown.kinds.map(({ kind, count }) => `${kind} ${count}`)).toEqual([
      'customer 7',
      'opportunity 4',
      'serviceCase 1',
      'churnAction 1',
      'approvalTask 1',
    ]);
    planned = sorted(shown.shares);
    handover = await handOver(world.admin, order);
    await control('drain');
  });

  test('as the preview said: nobody decides their own request, so the head steps in there', () => {
    expect(sorted(handover.shares)).toEqual(planned);
    expect(planned).toEqual([
      'approvalTask nora 1 fallback',
      'churnAction aaron 1',
      'customer aaron 7',
      'opportunity aaron 4',
      'serviceCase aaron 1',
    ]);
    expect(handover).toMatchObject({ state: 'DONE', total: 14, moved: 14, leftOver: 0, startedBy: { login: 'admin' } });
  });

  test('nothing open is left with the leaver, who is disabled; what they won stays theirs', async () => {
    expect(await openHeldBy(leaver.id)).toBe(0);
    expect(handover.person).toEqual({ login: 'laura', active: false });
    expect(handover.disabledAt).not.toBeNull();
    for (const id of things.wonDeals) expect(await ownerOf('opportunity', id)).toBe(leaver.id);
  });

  test('the figures of the past are what they were', async () => {
    expect(await pastFigures(world.admin)).toEqual(figures);
  });

  test('records go with their department, history, audit and reason; a warning follows its customer', async () => {
    const [customer] = await sql<{ version: number; reason: string; actor_id: string; department_id: string }>(
      'SELECT version, reason, actor_id, department_id FROM customer_history WHERE id = ? ORDER BY version DESC',
      [things.customers[3]],
    );
    expect(customer).toMatchObject({ actor_id: world.admin.id, department_id: world.aaron.departmentId });
    expect(customer!.reason).toBe(`handover ${handover.id}: 离职`);
    const audited = await sql("SELECT id FROM audit_entry WHERE action = 'handover.run' AND record_id = ?", [
      things.deals[0],
    ]);
    expect(audited).toHaveLength(1);
    expect(await ownerOf('churn_warning', things.warning)).toBe(world.aaron.id);
  });

  test('a customer that waits for an approval goes over, stays locked, and can be decided', async () => {
    expect(await ownerOf('customer', things.locked)).toBe(world.aaron.id);
    expect(
      await sql('SELECT id FROM record_lock WHERE record_id = ? AND deleted_at IS NULL', [things.locked]),
    ).toHaveLength(1);
  });

  test('the case stays at its step, done by the department of whoever took it', async () => {
    const [row] = await sql('SELECT owner_id, department_id, state, step_code FROM service_case WHERE id = ?', [
      things.serviceCase,
    ]);
    expect(row).toEqual({
      owner_id: world.aaron.id,
      department_id: world.departments.north,
      state: 'IN_PROGRESS',
      step_code: 'step-1',
    });
    const seen = await world.aaron.get<{ serviceCase: { id: string } }>(
      'query($id: ID!) { serviceCase(id: $id) { id } }',
      { id: things.serviceCase },
    );
    expect(seen.serviceCase.id).toBe(things.serviceCase);
  });

  test('whoever is asked instead of the leaver can decide, and the record of the approval tells of it', async () => {
    const query = 'query($id: ID!) { approval(id: $id) { mayDecide entries(first: 9) { nodes { action comment } } } }';
    const { approval } = await world.nora.get<{ approval: { mayDecide: boolean; entries: { nodes: object[] } } }>(
      query,
      { id: things.approval },
    );
    expect(approval.mayDecide).toBe(true);
    expect(approval.entries.nodes).toContainEqual({ action: 'HANDED_OVER', comment: 'Laura → Nora' });
  });

  test('each taker is told once, with the counts', async () => {
    const inbox = '{ notifications(first: 50) { nodes { type body } } }';
    const told = async (person: TestPerson): Promise<unknown[]> =>
      (await person.get<{ notifications: { nodes: { type: string; body: string }[] } }>(inbox)).notifications.nodes
        .filter(({ type }) => type === 'HANDOVER_RECEIVED' || type === 'SERVICE_CASE_GIVEN')
        .map(({ body }) => body);
    expect(await told(world.aaron)).toEqual([
      'From Laura you have got: Customers 7, Deals 4, Service cases 1, Actions on churn warnings 1',
    ]);
    expect(await told(world.nora)).toEqual(['From Laura you have got: Open approvals 1']);
  });
});

describe('rules', () => {
  test('customers are spread evenly over a department, deals and cases follow their customer, one record goes to a named person', async () => {
    const { leaver, things } = await aLeaver(world, 'lena');
    const order = {
      personId: leaver.id,
      disable: false,
      rules: [
        { kind: 'approvalTask', to: 'DEPARTMENT_HEAD' },
        { to: 'CUSTOMER_OWNER' },
        { to: 'DEPARTMENT_MEMBERS', departmentId: world.departments.north },
      ],
      records: [{ kind: 'opportunity', recordId: things.deals[0]!, personId: world.bob.id }],
    };
    const { disable: _, ...asked } = order;
    const shown = await preview(world.admin, asked);
    const handover = await handOver(world.admin, order);
    expect(sorted(handover.shares)).toEqual(sorted(shown.shares));
    const customers = shown.shares.filter(({ kind }) => kind === 'customer').map(({ count }) => count);
    expect(customers.sort()).toEqual([2, 2, 3]);
    expect(await ownerOf('opportunity', things.deals[0]!)).toBe(world.bob.id);
    for (const index of [1, 2])
      expect(await ownerOf('opportunity', things.deals[index]!)).toBe(
        await ownerOf('customer', things.customers[index]!),
      );
    expect(await ownerOf('service_case', things.serviceCase)).toBe(await ownerOf('customer', things.customers[1]!));
    expect(handover).toMatchObject({ state: 'DONE', disabledAt: null, person: { login: 'lena', active: true } });
    expect(await openHeldBy(leaver.id)).toBe(0);
  });

  test('a team shares evenly, whoever may not see a kind is passed over, closed deals go only when they are asked for', async () => {
    const { leaver, things } = await aLeaver(world, 'lisa');
    const { north } = world.departments;
    const member = (login: string, role: string): Promise<TestPerson> =>
      addPerson({
        login,
        type: 'STAFF',
        departmentId: north,
        roleId: world.roles[role]!,
        managerId: world.executive.id,
      });
    const seller = await member('tara', 'sales');
    await member('ulla', 'service_agent');
    const rules = [{ to: 'TEAM_MEMBERS', personId: world.executive.id }];
    const handover = await handOver(world.admin, { personId: leaver.id, rules, closedToo: true });
    const lines = sorted(handover.shares);
    // An agent of the service has no deals; they see all customers, so customers may be theirs.
    expect(lines).toEqual(expect.arrayContaining(['opportunity tara 6', 'customer tara 4', 'customer ulla 3']));
    for (const id of things.wonDeals) expect(await ownerOf('opportunity', id)).toBe(seller.id);
  });

  test('without a rule that fits, heads take over, and what they may not have goes to an administrator', async () => {
    const { leaver } = await aLeaver(world, 'lydia');
    await sql(
      'UPDATE approval SET submitter_id = ? WHERE id IN (SELECT approval_id FROM approval_task WHERE approver_id = ?)',
      [world.nora.id, leaver.id],
    );
    const { shares } = await preview(world.admin, { personId: leaver.id, rules: [] });
    expect(sorted(shares)).toEqual([
      'approvalTask eve 1 fallback',
      'churnAction nora 1 fallback',
      'customer nora 7 fallback',
      'opportunity nora 4 fallback',
      'serviceCase hugo 1 fallback',
    ]);
  });
});
