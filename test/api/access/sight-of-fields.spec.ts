import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { aDeal } from '../opportunities/open-deals.js';
import { aHolder, aRole } from './records-of-bob.js';

const NAME = '南粤电子';
const MASKED = { kind: 'customer', field: 'name', rule: 'MASKED' } as const;
const all = (...actions: string[]) => actions.map((action) => ({ action, scope: 'ALL' as const }));

let world: World;
beforeAll(async () => {
  world = await freshWorld();
  const customerId = await aCustomer().ownedBy(world.alice).named(NAME).save();
  const { id } = await aDeal(world.alice);
  await sql('UPDATE opportunity SET customer_id = ?, customer_name = ? WHERE id = ?', [customerId, NAME, id]);
});
afterAll(closeSql);

const nameOnDeal = async (person: TestPerson): Promise<string | null> => {
  const query = '{ opportunities { nodes { customerName } } }';
  const { opportunities } = await person.get<{ opportunities: { nodes: { customerName: string | null }[] } }>(query);
  return opportunities.nodes[0]!.customerName;
};

describe('a rule on a field counts where the role shows it, be it a copy, be it in reports', () => {
  test('on the copy that deals keep, without sight of customers', async () => {
    const person = await aHolder('copies', world.departments.root, all('opportunity.read'), [MASKED]);
    expect(await nameOnDeal(person)).toBe('南**');
  });

  test('in reports, without sight of the records', async () => {
    const actions = all('opportunity.report', 'customer.report');
    const person = await aHolder('counts', world.departments.root, actions, [MASKED]);
    const query = 'query($query: ReportQuery!) { report(query: $query) { rows } }';
    for (const dataset of ['opportunities', 'customers']) {
      const asked = { dataset, measures: ['count'], dimensions: [{ name: 'customer' }] };
      const { data } = await person.ask(query, { query: asked });
      expect([dataset, JSON.stringify(data).includes(NAME)]).toEqual([dataset, false]);
    }
  });

  test('of several roles the mildest of those that show the field, whichever record they show it on', async () => {
    const strict = await aHolder('strict', world.departments.root, all('customer.read', 'opportunity.read'), [MASKED]);
    expect(await nameOnDeal(strict)).toBe('南**');
    const besides = await aHolder('besides', world.departments.root, all('customer.read', 'opportunity.read'), [
      MASKED,
    ]);
    const give = async (code: string, action: string): Promise<void> => {
      const roleId = await aRole(code, all(action));
      await insertRecord('role_membership', { person_id: besides.id, role_id: roleId });
    };
    await give('contacts', 'contact.read');
    expect(await nameOnDeal(besides)).toBe('南**');
    await give('warnings', 'churnWarning.report');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await nameOnDeal(besides)).toBe(NAME);
  });
});

describe('nobody gives sight of a field that their own rules keep from them', () => {
  const CREATE = 'mutation($input: RoleCreateInput!) { roleCreate(input: $input) { userErrors { code path } } }';
  const shows = ['customer.read', 'customer.report', 'opportunity.read', 'opportunity.report', 'serviceCase.report'];

  test.each(shows)('not by %s alone; with the rule they do', async (action) => {
    const login = `giver-${action}`;
    const held = all('role.read', 'role.edit', ...shows);
    const giver = await aHolder(login, world.departments.root, held, [MASKED]);
    const role = { code: `role-${action}`.replace(/[.-]/g, '_').toLowerCase(), name: action, permissions: all(action) };
    const before = await rowCounts();
    expect(await giver.get(CREATE, { input: role })).toEqual({
      roleCreate: { userErrors: [{ code: 'ROLE_EXCEEDS', path: ['input', 'permissions'] }] },
    });
    expect(await rowCounts()).toEqual(before);
    const fieldRules = [{ field: 'customer.name', rule: 'HIDDEN' }];
    expect(await giver.get(CREATE, { input: { ...role, fieldRules } })).toEqual({ roleCreate: { userErrors: [] } });
  });
});
