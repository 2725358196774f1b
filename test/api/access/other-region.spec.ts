import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeSql, rowCounts } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

/** An id that no record has. */
const MISSING = '4242';
const NAME = '南粤精密仪器有限公司';

let world: World;
let customerId: string;
let contactId: string;
let opportunityId: string;
let approvalId: string;

interface Created {
  readonly [field: string]: { readonly [record: string]: { readonly id: string } | null };
}

beforeAll(async () => {
  world = await freshWorld();
  const { bob, aaron } = world;
  const create = async (field: string, type: string, record: string, input: object): Promise<string> => {
    const query = `mutation($input: ${type}!) { ${field}(input: $input) { ${record} { id } userErrors { code path } } }`;
    const data = await bob.get<Created>(query, { input });
    return data[field]![record]!.id;
  };
  customerId = await create('customerCreate', 'CustomerCreateInput', 'customer', { name: NAME, phone: '13900001234' });
  contactId = await create('contactCreate', 'ContactCreateInput', 'contact', { customerId, name: '梁采购' });
  await create('interactionCreate', 'InteractionCreateInput', 'interaction', {
    customerId,
    channel: 'CALL',
    summary: '秘密',
  });
  opportunityId = await create('opportunityCreate', 'OpportunityCreateInput', 'opportunity', {
    name: '南粤一期',
    customerId,
    amount: '1000.00',
    currency: 'CNY',
  });
  const asked = await bob.get<{ customerDelete: { approvalId: string } }>(
    'mutation($input: CustomerDeleteInput!) { customerDelete(input: $input) { approvalId userErrors { code } } }',
    { input: { customerId, reason: '重复', expectedVersion: 1 } },
  );
  approvalId = asked.customerDelete.approvalId;
  expect(aaron.id).not.toBe(bob.id);
});
afterAll(closeSql);

describe('a sales person of the north and a record of the south alone', () => {
  test.each([
    ['customer', () => customerId],
    ['contact', () => contactId],
    ['opportunity', () => opportunityId],
    ['approval', () => approvalId],
  ])('single read: %s(id) answers like a missing id', async (field, idOf) => {
    const query = `query($id: ID!) { ${field}(id: $id) { id } }`;
    const foreign = await world.alice.ask(query, { id: idOf() });
    expect(foreign).toEqual(await world.alice.ask(query, { id: MISSING }));
    expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await world.bob.get(query, { id: idOf() })).toEqual({ [field]: { id: idOf() } });
  });

  test.each(['customers', 'contacts', 'interactions', 'opportunities', 'approvals', 'churnWarnings', 'serviceCases'])(
    'list and count: %s shows nothing',
    async (field) => {
      const data = await world.alice.get<Record<string, { totalCount: number; nodes: unknown[] }>>(
        `{ ${field} { totalCount nodes { id } } }`,
      );
      expect(data[field]).toEqual({ totalCount: 0, nodes: [] });
    },
  );

  test.each(['精密', 'nyjm', '0001234'])('search: %s finds nothing, as an unknown word does', async (term) => {
    const query = 'query($term: String!) { customers(filter: { search: $term }) { totalCount nodes { id } } }';
    const found = await world.alice.get(query, { term });
    expect(found).toEqual(await world.alice.get(query, { term: '不存在的词' }));
    expect(await world.bob.get(query, { term })).toEqual({ customers: { totalCount: 1, nodes: [{ id: customerId }] } });
  });

  test('filter by id of owner or customer: nothing, as for a missing id', async () => {
    const query = `query($owner: ID!, $customer: ID!) {
      customers(filter: { ownerId: { eq: $owner } }) { totalCount }
      contacts(filter: { customerId: { eq: $customer } }) { totalCount }
      opportunities(filter: { customerId: { eq: $customer } }) { totalCount }
    }`;
    const foreign = await world.alice.get(query, { owner: world.bob.id, customer: customerId });
    expect(foreign).toEqual(await world.alice.get(query, { owner: MISSING, customer: MISSING }));
  });

  test.each(['customers', 'interactions', 'opportunities'])(
    'report: %s counts nothing, also grouped',
    async (dataset) => {
      const count = (person: World['alice'], dimensions: object[]): Promise<{ report: { rows: unknown[][] } }> =>
        person.get('query($query: ReportQuery!) { report(query: $query) { rows } }', {
          query: { dataset, dimensions, measures: ['count'] },
        });
      expect((await count(world.alice, [])).report.rows).toEqual([[0]]);
      expect((await count(world.alice, [{ name: 'owner' }])).report.rows).toEqual([]);
      expect((await count(world.bob, [])).report.rows).toEqual([[1]]);
    },
  );

  test('board, funnel and forecast hold nothing of it', async () => {
    const data = await world.alice.get<{ opportunityBoard: { count: number; opportunities: { nodes: unknown[] } }[] }>(
      '{ opportunityBoard { count opportunities { nodes { id } } } }',
    );
    expect(
      data.opportunityBoard.every(({ count, opportunities }) => count === 0 && opportunities.nodes.length === 0),
    ).toBe(true);
  });

  test('change: every mutation answers like for a missing id, and nothing is written', async () => {
    const before = await rowCounts();
    const change = (id: string) =>
      world.alice.ask(
        'mutation($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code } } }',
        {
          input: { customerId: id, expectedVersion: 1, name: '夺' },
        },
      );
    const visit = (id: string) =>
      world.alice.ask(
        'mutation($input: InteractionCreateInput!) { interactionCreate(input: $input) { userErrors { code path } } }',
        {
          input: { customerId: id, channel: 'CALL', summary: '试探' },
        },
      );
    const decide = (id: string) =>
      world.alice.ask(
        'mutation($input: ApprovalApproveInput!) { approvalApprove(input: $input) { userErrors { code } } }',
        {
          input: { approvalId: id, expectedVersion: 1 },
        },
      );
    expect(await change(customerId)).toEqual(await change(MISSING));
    expect(await visit(customerId)).toEqual(await visit(MISSING));
    expect(await decide(approvalId)).toEqual(await decide(MISSING));
    expect(await rowCounts()).toEqual(before);
  });

  test('subscribe: the stream of the north tells nothing of it', async () => {
    const live = world.nora.subscribe('subscription { notificationReceived(after: "0") { cursor } }');
    const requests = world.nora.subscribe('subscription { approvalRequested(after: "0") { cursor } }');
    const told = world.sara.subscribe<{ approvalRequested: { approval: { id: string } } }>(
      'subscription { approvalRequested(after: "0") { approval { id } } }',
    );
    expect((await told.next()).approvalRequested.approval.id).toBe(approvalId);
    await expect(live.next(500)).rejects.toThrow('No event');
    await expect(requests.next(100)).rejects.toThrow('No event');
    await Promise.all([live.close(), requests.close(), told.close()]);
  });
});
