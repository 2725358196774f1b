import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer, anInteraction } from '../../support/builders.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { aDeal } from '../opportunities/open-deals.js';

/** Alice has a deal with a customer of bob's, whom she may not see: the deal keeps that customer's name, and nothing else of theirs. */
const UNSEEN = '甘加弗莱克斯';
const ROWS = 'query($query: ReportQuery!) { report(query: $query) { rows } }';
const REPORT = 'query($query: ReportQuery!) { report(query: $query) { rows totals } }';

interface Reported {
  readonly report: { readonly rows: unknown[][]; readonly totals?: unknown[] };
}

let world: World;
let unseenId: string;
let dealId: string;

beforeAll(async () => {
  world = await freshWorld();
  const facts = (industry: string) => ({ industry, tier: 'GOLD', source: 'REFERRAL' });
  unseenId = await aCustomer().ownedBy(world.bob).named(UNSEEN).with(facts('军工')).save();
  const ownId = await aCustomer().ownedBy(world.alice).named('北方').with(facts('软件')).save();
  for (const [customerId, name] of [
    [unseenId, UNSEEN],
    [ownId, '北方'],
  ]) {
    dealId = (await aDeal(world.alice)).id;
    await sql('UPDATE opportunity SET customer_id = ?, customer_name = ? WHERE id = ?', [customerId, name, dealId]);
  }
  await anInteraction(unseenId, world.alice);
});
afterAll(closeSql);

async function report(person: TestPerson, query: Record<string, unknown>): Promise<unknown[][]> {
  const asked = { dataset: 'opportunities', measures: ['count'], ...query };
  const { report: answer } = await person.get<Reported>(ROWS, { query: asked });
  return answer.rows;
}

const byFacts = { dimensions: ['customer', 'industry', 'customerTier', 'customerSource'].map((name) => ({ name })) };

describe('a deal with a customer that the asker may not see', () => {
  test('keeps its copied name; the facts of the customer are in the group without any', async () => {
    expect(await report(world.alice, byFacts)).toEqual([
      ['北方', '软件', 'GOLD', 'REFERRAL', 1],
      [UNSEEN, null, null, null, 1],
    ]);
    for (const person of [world.analyst, world.executive])
      expect(await report(person, byFacts)).toEqual([
        ['北方', '软件', 'GOLD', 'REFERRAL', 1],
        [UNSEEN, '军工', 'GOLD', 'REFERRAL', 1],
      ]);
  });

  test.each([
    [{ field: 'industry', operator: 'EQ', values: ['军工'] }, 0],
    [{ field: 'industry', operator: 'IN', values: ['军工', '软件'] }, 1],
    [{ field: 'industry', operator: 'CONTAINS', values: ['军'] }, 0],
    [{ field: 'industry', operator: 'IS_EMPTY' }, 1],
    [{ field: 'customerTier', operator: 'EQ', values: ['GOLD'] }, 1],
    [{ field: 'customerTier', operator: 'EQ', values: ['GOLD'], negate: true }, 1],
    [{ field: 'customerTier', operator: 'IS_EMPTY', negate: true }, 1],
    [{ field: 'customerSource', operator: 'IN', values: ['REFERRAL'] }, 1],
  ])('answers the filter %j as if it had no such fact', async (filter, count) => {
    expect(await report(world.alice, { filters: [filter] })).toEqual([[count]]);
    const { report: answer } = await world.alice.get<Reported>(REPORT, {
      query: { dataset: 'opportunities', measures: ['count'], filters: [filter] },
    });
    expect(answer.totals).toEqual([count]);
  });

  test('neither order nor conditions on figures tell it from a customer without facts', async () => {
    await sql("UPDATE customer SET industry = NULL, tier = 'SILVER' WHERE id = ?", [unseenId]);
    const questions = [
      { dimensions: [{ name: 'industry' }], sort: [{ by: 'industry', direction: 'DESC' }] },
      { dimensions: [{ name: 'customerTier' }], sort: [{ by: 'customerTier' }] },
      { dimensions: [{ name: 'industry' }], having: [{ field: 'count', operator: 'GTE', values: ['1'] }] },
    ];
    const answers = () => Promise.all(questions.map((question) => report(world.alice, question)));
    const without = await answers();
    await sql("UPDATE customer SET industry = '军工', tier = 'GOLD' WHERE id = ?", [unseenId]);
    expect(await answers()).toEqual(without);
    expect(without[0]).toEqual([
      ['软件', 1],
      [null, 1],
    ]);
  });

  test('shows them once the customer is granted to the asker, and costs one statement', async () => {
    const grant = { kind: 'customer', record_id: unseenId, person_id: world.alice.id, level: 'read', cause: 'test' };
    const grantId = await insertRecord('record_grant', { ...grant, until: null, cause_id: null });
    await control('clearStatements');
    expect(await report(world.alice, { dimensions: [{ name: 'industry' }] })).toEqual([
      ['军工', 1],
      ['软件', 1],
    ]);
    const statements = await control<string[]>('statements');
    expect(statements.filter((text) => text.includes('fact_opportunity'))).toHaveLength(1);
    await sql('DELETE FROM record_grant WHERE id = ?', [grantId]);
    expect(await report(world.alice, { dimensions: [{ name: 'industry' }] })).toEqual([
      [null, 1],
      ['软件', 1],
    ]);
  });
});

test('interactions counted by someone who may not see the customers name none of them', async () => {
  const counter = await aHolder('counter', world.departments.north, [{ action: 'interaction.report', scope: 'ALL' }]);
  const named = (...names: string[]) => ({ dataset: 'interactions', dimensions: names.map((name) => ({ name })) });
  const [facts, place] = [named('customer', 'industry', 'customerTier'), named('owner', 'department')];
  expect(await report(counter, facts)).toEqual([[null, null, null, 1]]);
  expect(await report(counter, place)).toEqual([[null, null, null, null, 1]]);
  expect(await report(counter, named('author'))).toEqual([[null, world.alice.id, 1]]);
  expect(await report(world.analyst, facts)).toEqual([[UNSEEN, '军工', 'GOLD', 1]]);
  expect(await report(world.analyst, place)).toEqual([['Bob', world.bob.id, '华南', world.departments.south, 1]]);
});

test('lines counted by someone who may not see products name none of them', async () => {
  const productId = await insertRecord('product', {
    ...{ code: 'P-1', name: '机床', series: '重型', description: null, active: 1 },
  });
  await insertRecord('opportunity_line', {
    ...{ opportunity_id: dealId, position: 1, product_id: productId, quantity: '1.00', unit_price: '10.00' },
    ...{ list_price: null, max_discount: null, amount: '10.00', list_amount: null, discount: null },
  });
  const counter = await aHolder('liner', world.departments.north, [{ action: 'opportunity.report', scope: 'ALL' }]);
  const asked = {
    ...{ dataset: 'opportunityLines', measures: ['lines'] },
    dimensions: ['product', 'productCode', 'series'].map((name) => ({ name })),
  };
  expect(await report(counter, asked)).toEqual([[null, null, null, 1]]);
  expect(await report(world.alice, asked)).toEqual([['机床', 'P-1', '重型', 1]]);
});
