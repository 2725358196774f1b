import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aContact, aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aDeal, aProduct, done, now, payloadOf } from '../opportunities/open-deals.js';
import { openCase, publish } from '../service/open-cases.js';
import { aHolder } from './records-of-bob.js';

const KINDS = ['customer', 'contact', 'opportunity', 'product', 'serviceCase', 'approval', 'person', 'department'];
const WRITES = [
  ...['customer.edit', 'contact.create', 'interaction.create', 'serviceCase.create', 'opportunity.report'],
  ...['opportunity.create', 'opportunity.edit', 'opportunity.advance', 'audit.read'],
];
const EVERYTHING = [...KINDS.map((kind) => `${kind}.read`), ...WRITES].map((action) => ({ action, scope: 'ALL' }));
const NAME = '青岛海石机电有限公司';

let world: World;
let customerId: string;
beforeAll(async () => {
  world = await freshWorld();
  customerId = await aCustomer().ownedBy(world.alice).named(NAME).save();
  await publish(world.admin, 'FAULT', [world.departments.service]);
});
afterAll(closeSql);

function holder(login: string, ...rules: readonly (readonly [field: string, rule: string])[]): Promise<TestPerson> {
  const said = rules.map(([name, rule]) => ({ kind: name.split('.')[0]!, field: name.split('.')[1]!, rule }));
  return aHolder(login, world.departments.root, EVERYTHING, said);
}

describe.each(['MASKED', 'HIDDEN'])('somebody under customer.name %s', (rule) => {
  test('opens deals and cases that keep the stored name for everybody', async () => {
    const person = await holder(`namer-${rule.toLowerCase()}`, ['customer.name', rule]);
    const deal = await aDeal(person, { customerId });
    expect(deal.customerName).toBe(rule === 'MASKED' ? '青**' : null);
    const opened = await openCase({ ...world, sven: person }, { customerId });
    const copies = await sql<{ name: string }>(
      'SELECT customer_name AS name FROM opportunity WHERE id = ? UNION ALL SELECT customer_name FROM service_case WHERE id = ?',
      [deal.id, opened.id],
    );
    expect(copies).toEqual([{ name: NAME }, { name: NAME }]);
    const other = await aDeal(person);
    await done(person, 'Update', { ...now(other), customerId });
    expect(await sql('SELECT customer_name AS name FROM opportunity WHERE id = ?', [other.id])).toEqual([
      { name: NAME },
    ]);
  });
});

describe.each(['MASKED', 'HIDDEN'])('somebody under product.price %s', (rule) => {
  const LINES = 'amount listAmount discount lines { unitPrice amount listPrice maxDiscount discount }';
  let person: TestPerson;
  let productId: string;
  beforeAll(async () => {
    person = await holder(`seller-${rule.toLowerCase()}`, ['product.price', rule]);
    productId = await aProduct(world, `P-${rule}`);
  });

  test('states the unit price of a line, and is refused without one', async () => {
    const before = await rowCounts();
    for (const unitPrice of [undefined, null]) {
      const lines = [
        { productId, quantity: '1', unitPrice: '95.00' },
        { productId, quantity: '1', unitPrice },
      ];
      const { opportunity, userErrors } = await payloadOf(person, 'Create', { name: '试价', lines });
      expect(opportunity).toBeNull();
      expect(userErrors).toMatchObject([{ code: 'UNIT_PRICE_NEEDED', path: ['input', 'lines', '1', 'unitPrice'] }]);
    }
    expect(await rowCounts()).toEqual(before);
  });

  test('learns no list price from a deal, its discount, its approval, a report or the audit', async () => {
    const lines = [{ productId, quantity: '2', unitPrice: '80.00' }];
    const deal = await aDeal(person, { customerId, expectedCloseOn: '2027-01-31', lines }, 'NEGOTIATING');
    const look = `query($id: ID!) { opportunity(id: $id) { ${LINES} } }`;
    const seen = await person.get<{ opportunity: object }>(look, { id: deal.id });
    const line = { unitPrice: '80.00', amount: '160.00', listPrice: null, maxDiscount: null, discount: null };
    expect(seen.opportunity).toEqual({ amount: '160.00', listAmount: null, discount: null, lines: [line] });
    const free = await world.admin.get<{ opportunity: object }>(look, { id: deal.id });
    expect(free.opportunity).toMatchObject({ listAmount: '200.00', lines: [{ listPrice: '100.00', discount: 0.2 }] });
    const { approvalId } = await payloadOf(person, 'Win', now(deal));
    const approval = await person.get<{ approval: object }>(
      'query($id: ID!) { approval(id: $id) { title snapshot { field text } } }',
      { id: approvalId },
    );
    expect(JSON.stringify(approval)).not.toMatch(/20\.0|0\.2|200|100\.00/);
    expect(JSON.stringify(approval)).toContain('160.00');
    const asked = await person.ask('query($q: ReportQuery!) { report(query: $q) { rows } }', {
      q: { dataset: 'opportunityLines', measures: ['averageDiscount'] },
    });
    expect(asked.errors?.[0]?.message).toMatch(/hide or mask "averageDiscount"|不可见“averageDiscount”/);
    const trail = await person.get<object>('{ auditTrail(first: 50) { nodes { kind changes { field old new } } } }');
    const told = JSON.stringify(trail).match(/"(listPrice|maxDiscount|listAmount|discount)","old":[^,]*,"new":[^}]*/g);
    for (const change of told ?? []) expect(change).toMatch(/"old":null,"new":null/);
  });
});

test('of two rules on one place the stricter one counts', async () => {
  const productId = await aProduct(world, 'TWO');
  const both = await holder('both', ['product.price', 'READ_ONLY'], ['opportunity.amount', 'HIDDEN']);
  const deal = await aDeal(world.alice, { lines: [{ productId, quantity: '1' }] });
  const look = 'query($id: ID!) { opportunity(id: $id) { listAmount lines { listPrice } } }';
  expect(await both.get(look, { id: deal.id })).toEqual({
    opportunity: { listAmount: null, lines: [{ listPrice: null }] },
  });
});

describe('guessing what a field keeps', () => {
  const update = `mutation($input: CustomerUpdateInput!) { done: customerUpdate(input: $input) { customer { version } userErrors { code path } } }`;
  interface Done {
    readonly customer: { readonly version: number } | null;
    readonly userErrors: readonly { readonly code: string; readonly path: string[] }[];
  }
  const STORED = { phone: '13812345678', taboos: '不谈竞品', annual_revenue: null, address: '1号' };
  let target: string;
  let person: TestPerson;
  beforeAll(async () => {
    target = await aCustomer().ownedBy(world.alice).with(STORED).save();
    person = await holder(
      'guesser',
      ['customer.taboos', 'HIDDEN'],
      ['customer.preferences', 'HIDDEN'],
      ['customer.phone', 'MASKED'],
      ['customer.annualRevenue', 'MASKED'],
      ['customer.address', 'READ_ONLY'],
    );
  });
  const change = async (facts: object): Promise<Done & { rows: number }> => {
    const [row] = await sql<{ version: number }>('SELECT version FROM customer WHERE id = ?', [target]);
    const input = { customerId: target, expectedVersion: Number(row!.version), ...facts };
    const before = await rowCounts();
    const { done: answer } = await person.get<{ done: Done }>(update, { input });
    const after = await rowCounts();
    return { ...answer, rows: Number(after['customer_history']) - Number(before['customer_history']) };
  };

  test.each<[string, object, string]>([
    ['the hidden value itself', { taboos: '不谈竞品' }, 'FIELD_READ_ONLY input.taboos'],
    ['another one', { taboos: '别的' }, 'FIELD_READ_ONLY input.taboos'],
    ['null for a hidden value', { taboos: null }, 'FIELD_READ_ONLY input.taboos'],
    ['null for a hidden field that is empty', { preferences: null }, 'FIELD_READ_ONLY input.preferences'],
    ['null for masked money that is empty', { annualRevenue: null }, 'FIELD_MASKED input.annualRevenue'],
    ['the mask', { phone: '138****5678' }, 'FIELD_MASKED input.phone'],
  ])('%s is refused like any other', async (_what, facts, refusal) => {
    const { customer, userErrors, rows } = await change(facts);
    expect([customer, rows]).toEqual([null, 0]);
    expect(userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(
      refusal.endsWith('phone') ? [expect.stringMatching(/input\.phone$/)] : [refusal],
    );
  });

  test('a masked value that is sent as it stands is written like any other', async () => {
    for (const phone of ['13812345678', '13812345678', '13912345678']) {
      const { customer, userErrors, rows } = await change({ phone });
      expect([userErrors, customer === null, rows]).toEqual([[], false, 1]);
      const [entry] = await sql<{ changes: string }>(
        'SELECT v.changes FROM audit_entry e JOIN audit_value v ON v.entry_id = e.id WHERE e.record_id = ? ORDER BY e.id DESC LIMIT 1',
        [target],
      );
      expect(Object.keys(JSON.parse(entry!.changes) as object)).toEqual(['phone']);
    }
  });

  test('a read-only one that is sent back unchanged is no write, and what is left out does not matter', async () => {
    expect(await change({ address: '1号' })).toMatchObject({ userErrors: [], rows: 0 });
    expect(await change({ address: '1号', shortName: '新简称' })).toMatchObject({ userErrors: [], rows: 1 });
  });
});

describe.each(['READ_ONLY', 'HIDDEN'])('what the loss of a deal is called in its input, under %s', (rule) => {
  test.each([
    ['lostNote', { note: '价格太高' }, 'note'],
    ['lostCompetitor', { competitor: '对手' }, 'competitor'],
  ])('%s is not written under its other name', async (field, facts, name) => {
    const person = await holder(`loser-${rule}-${field}`.toLowerCase(), [`opportunity.${field}`, rule]);
    const deal = await aDeal(person);
    const input = { ...now(deal), reason: 'PRICE' };
    const { opportunity, userErrors } = await payloadOf(person, 'Lose', { ...input, ...facts });
    expect(opportunity).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'FIELD_READ_ONLY', path: ['input', name] }]);
    expect((await done(person, 'Lose', input)).state).toBe('LOST');
  });
});

test('nothing is added to a customer that is seen but not reached', async () => {
  const { root } = world.departments;
  const own = ['contact.create', 'interaction.create'].map((action) => ({ action, scope: 'OWN' }));
  const reads = ['customer.read', 'contact.read', 'interaction.read'].map((action) => ({ action, scope: 'ALL' }));
  const person = await aHolder('visitor', root, [...reads, ...own]);
  const mine = await aCustomer().ownedBy(person).save();
  await aContact(customerId);
  const mutations: readonly (readonly [string, object])[] = [
    ['contactCreate', { name: '李雷' }],
    ['interactionCreate', { channel: 'CALL', summary: '电话回访' }],
  ];
  for (const [mutation, facts] of mutations) {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation($input: ${type}!) { done: ${mutation}(input: $input) { userErrors { code path } } }`;
    const send = (id: string): ReturnType<TestPerson['ask']> =>
      person.ask(text, { input: { customerId: id, ...facts } });
    const before = await rowCounts();
    const refused = await send(customerId);
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await send('4242')).data).toEqual({
      done: { userErrors: [{ code: 'INVALID_REFERENCE', path: ['input', 'customerId'] }] },
    });
    expect(await rowCounts()).toEqual(before);
    expect((await send(mine)).data).toEqual({ done: { userErrors: [] } });
  }
});

test('what an approval keeps of its record is not in the trail', async () => {
  const lines = [{ productId: await aProduct(world, 'TRAIL'), quantity: '1', unitPrice: '50' }];
  const deal = await aDeal(world.alice, { customerId, expectedCloseOn: '2027-01-31', lines }, 'NEGOTIATING');
  const { approvalId } = await payloadOf(world.alice, 'Win', now(deal));
  const query = `query($id: ID!) { auditTrail(filter: { kind: { eq: "approval" }, recordId: { eq: $id } }) { nodes { changes { field old new } } } }`;
  interface Trail {
    readonly auditTrail: {
      readonly nodes: readonly { readonly changes: readonly { field: string; new: string | null }[] }[];
    };
  }
  const { auditTrail } = await world.admin.get<Trail>(query, { id: approvalId });
  const changes = auditTrail.nodes.flatMap((node) => node.changes);
  const said = new Map(changes.map((change) => [change.field, change.new]));
  expect(['facts', 'payload', 'snapshot'].map((field) => said.get(field))).toEqual([null, null, null]);
  expect(said.get('recordKind')).toBe('opportunity');
});
