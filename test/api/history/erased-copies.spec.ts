import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { aWarning } from '../access/records-of-bob.js';
import { aDeal, done, now } from '../opportunities/open-deals.js';
import { openCase, publish } from '../service/open-cases.js';
import { momentAfter } from './restore-calls.js';

const NAME = '南粤电子';
const KINDS = ['opportunity', 'serviceCase', 'churnWarning'] as const;
type Kind = (typeof KINDS)[number];
const TABLES = { opportunity: 'opportunity', serviceCase: 'service_case', churnWarning: 'churn_warning' };

let world: World;
let ids: Record<Kind, string>;
let at: string;

beforeAll(async () => {
  world = await freshWorld();
  const { bob } = world;
  const customerId = await aCustomer().ownedBy(bob).named(NAME).save();
  await publish(world.admin, 'FAULT', [world.departments.service]);
  const deal = await aDeal(bob, { name: '传感器', customerId });
  const serviceCase = await openCase(world, { customerId });
  ids = { opportunity: deal.id, serviceCase: serviceCase.id, churnWarning: await aWarning(bob, customerId) };
  at = await momentAfter('churn_warning');
  await done(bob, 'Update', { ...now(deal), customerId: null });
  for (const kind of ['serviceCase', 'churnWarning'] as const)
    await sql(`UPDATE ${TABLES[kind]} SET deleted_at = NOW(3) WHERE id = ?`, [ids[kind]]);
});
afterAll(async () => {
  await control('reset');
  await closeSql();
});

const nameThen = async (kind: Kind): Promise<unknown> => {
  const query = `query ($id: ID!, $asOf: DateTime) { record: ${kind}(id: $id, asOf: $asOf) { customerName } }`;
  const { record } = await world.admin.get<{ record: { customerName: string | null } }>(query, {
    id: ids[kind],
    asOf: at,
  });
  return record.customerName;
};
const foundThen = async (): Promise<string[]> => {
  const query = `query ($text: String!, $asOf: DateTime) { search(text: $text, asOf: $asOf) { hits { nodes { kind } } } }`;
  const { search } = await world.admin.get<{ search: { hits: { nodes: { kind: string }[] } } }>(query, {
    ...{ text: NAME, asOf: at },
  });
  return search.hits.nodes.map(({ kind }) => kind);
};
const held = async (kind: Kind): Promise<number> => {
  const [row] = await sql<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${TABLES[kind]}_history WHERE id = ? AND customer_name = ?`,
    [ids[kind], NAME],
  );
  return Number(row!.n);
};

describe.each(KINDS)('the customer’s name that a record of kind %s keeps', (kind) => {
  test('is erased there, and found no more in its past', async () => {
    expect(await nameThen(kind)).toBe(NAME);
    if (kind !== 'churnWarning') expect(await foundThen()).toContain(kind);
    const { auditValueErase } = await world.admin.get<{ auditValueErase: { userErrors: unknown[] } }>(
      'mutation ($input: AuditValueEraseInput!) { auditValueErase(input: $input) { versions userErrors { code path } } }',
      { input: { kind, recordId: ids[kind], fields: ['customerName'], reason: '客户要求删除' } },
    );
    expect(auditValueErase.userErrors).toEqual([]);
    expect((await nameThen(kind)) ?? '').toBe('');
    expect(await foundThen()).not.toContain(kind);
    expect(await held(kind)).toBe(0);
  });
});

test('erasing the copies leaves the customer’s own name', async () => {
  const query = 'query ($asOf: DateTime) { customers(asOf: $asOf) { nodes { name } } }';
  const { customers } = await world.admin.get<{ customers: { nodes: unknown[] } }>(query, { asOf: at });
  expect(customers.nodes).toContainEqual({ name: NAME });
});
