import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer, anInteraction } from '../../support/builders.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { momentPasses } from '../history/history-steps.js';
import { aDeal } from '../opportunities/open-deals.js';

const REPORT =
  'query ($query: ReportQuery!, $asOf: DateTime) { report(query: $query, asOf: $asOf) { rows totals rowCount } }';
const CATALOGUE = '{ reportDatasets { name dimensions { name grains } measures { name } } }';
const DAY_MS = 86_400_000;

interface Offered {
  readonly name: string;
  readonly dimensions: readonly { readonly name: string; readonly grains: readonly string[] }[];
  readonly measures: readonly { readonly name: string }[];
}

interface Question {
  readonly dataset: string;
  readonly dimensions: readonly { readonly name: string; readonly grain?: string }[];
  readonly measures: readonly string[];
  readonly filters?: readonly object[];
}

let world: World;
let moment: Date;
/** Who asked what, and the answer of that time. */
const then: [person: TestPerson, question: Question, answer: unknown][] = [];

function ask(person: TestPerson, query: Question, asOf: Date | null): Promise<unknown> {
  return person.get(REPORT, { query, asOf: asOf?.toISOString() ?? null });
}

/** Every dimension of every dataset that the person may report on, in its coarsest step, with all measures. */
async function questionsOf(person: TestPerson): Promise<Question[]> {
  const { reportDatasets } = await person.get<{ reportDatasets: Offered[] }>(CATALOGUE);
  return reportDatasets.flatMap(({ name, dimensions, measures }) =>
    dimensions.map((one) => ({
      dataset: name,
      dimensions: [{ name: one.name, ...(one.grains.length > 0 ? { grain: one.grains.at(-1)! } : {}) }],
      measures: measures.map((measure) => measure.name),
    })),
  );
}

/** Everything that reports tell of changes: who has it, what it says, its customer, its lines, its stage, whether it is there. */
async function everythingChanges(): Promise<void> {
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  const change = async (table: string, values: string, where = '1=1'): Promise<void> => {
    const rows = ids(await sql<{ id: string }>(`SELECT id FROM ${table} WHERE ${where}`));
    for (const id of rows) await sqlVersion(table, id, values);
  };
  await change('customer', `owner_id = ${world.bob.id}, industry = '化工', name = CONCAT(name, '新')`);
  await change('opportunity', `owner_id = ${world.aaron.id}, base_amount = base_amount + 7, customer_name = '另'`);
  await change('interaction', "channel = 'EMAIL', deleted_at = UTC_TIMESTAMP(3)");
  await change('department', "name = CONCAT(name, '改')");
  await change('person', "name = CONCAT(name, '改')", 'id > 0');
}

/** A new version of a row past the product, as the write door leaves it. */
async function sqlVersion(table: string, id: string, values: string): Promise<void> {
  const [row] = await sql<{ begin: Date }>(
    `SELECT MAX(valid_from) + INTERVAL 1 SECOND AS begin FROM ${table}_history WHERE id = ?`,
    [id],
  );
  const begin = new Date(Math.max(row!.begin.getTime(), moment.getTime() + 1_000));
  await sql(`UPDATE ${table} SET ${values}, version = version + 1 WHERE id = ?`, [id]);
  await sql(`UPDATE ${table}_history SET valid_to = ? WHERE id = ? ORDER BY version DESC LIMIT 1`, [begin, id]);
  const columns = (
    await sql<{ name: string }>(
      'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?',
      [table],
    )
  )
    .map(({ name }) => name)
    .join(', ');
  await sql(
    `INSERT INTO ${table}_history (${columns}, valid_from, valid_to) SELECT ${columns}, ?, '9999-12-31' FROM ${table} WHERE id = ?`,
    [begin, id],
  );
}

beforeAll(async () => {
  world = await freshWorld();
  for (const [owner, industry] of [
    [world.alice, '软件'],
    [world.bob, '军工'],
  ] as const) {
    const id = await aCustomer().ownedBy(owner).with({ industry, tier: 'GOLD', source: 'REFERRAL' }).save();
    await anInteraction(id, owner);
    const deal = await aDeal(owner);
    await sql('UPDATE opportunity SET customer_id = ? WHERE id = ?', [id, deal.id]);
    await sql('UPDATE opportunity_history SET customer_id = ? WHERE id = ?', [id, deal.id]);
  }
  for (const person of [world.alice, world.bob, world.nora, world.analyst, world.executive])
    for (const question of await questionsOf(person)) then.push([person, question, await ask(person, question, null)]);
  moment = await momentPasses();
  await everythingChanges();
  await momentPasses();
});
afterAll(async () => {
  await control('reset');
  await closeSql();
});

describe('a report asOf a moment', () => {
  test('is what it was then, for every dataset, dimension and measure, and for everybody who asked then', async () => {
    expect(then.length).toBeGreaterThan(100);
    let changed = 0;
    for (const [person, question, answer] of then) {
      expect([question, await ask(person, question, moment)]).toEqual([question, answer]);
      if (JSON.stringify(await ask(person, question, null)) !== JSON.stringify(answer)) changed += 1;
    }
    expect(changed).toBeGreaterThan(then.length / 3);
  });

  test('counts named periods from the day of the moment', async () => {
    const id = await aCustomer().ownedBy(world.alice).named('三天前').save();
    for (const [table, column] of [
      ['customer', 'created_at'],
      ['customer_history', 'created_at'],
      ['customer_history', 'valid_from'],
    ])
      await sql(`UPDATE ${table} SET ${column} = ${column} - INTERVAL 3 DAY WHERE id = ?`, [id]);
    const twoDaysAgo = new Date(Date.now() - 2 * DAY_MS);
    const added = async (period: string, asOf: Date | null): Promise<unknown> => {
      const filters = [
        { field: 'addedOn', operator: 'IN_PERIOD', values: [period] },
        { field: 'customer', operator: 'CONTAINS', values: ['三天前'] },
      ];
      const question = { dataset: 'customers', dimensions: [], measures: ['count'], filters };
      return ((await ask(world.executive, question, asOf)) as { report: { rows: unknown[][] } }).report.rows;
    };
    expect([await added('yesterday', twoDaysAgo), await added('yesterday', null)]).toEqual([[[1]], [[0]]]);
    expect(await added('today', twoDaysAgo)).toEqual([[0]]);
  });

  test('weighs the pipeline as the board does, to the cent, then and now', async () => {
    await sql("UPDATE opportunity SET base_amount = '0.05', probability = 0.3 WHERE stage_kind = 'OPEN'");
    const question = { dataset: 'opportunities', dimensions: [{ name: 'stage' }], measures: ['weightedAmount'] };
    for (const asOf of [moment, null]) {
      const { report } = (await ask(world.executive, question, asOf)) as { report: { rows: [string, string][] } };
      const { opportunityBoard: board } = await world.executive.get<{
        opportunityBoard: { stage: { code: string }; weightedAmount: string }[];
      }>('query ($asOf: DateTime) { opportunityBoard(asOf: $asOf) { stage { code } weightedAmount } }', {
        asOf: asOf?.toISOString() ?? null,
      });
      const weights = new Map(board.map(({ stage, weightedAmount }) => [stage.code, weightedAmount]));
      const open = report.rows.filter(([stage]) => weights.has(stage));
      expect(open.length).toBeGreaterThan(0);
      for (const [stage, weight] of open) expect([stage, weight]).toEqual([stage, weights.get(stage)]);
    }
  });

  test('is refused at moments that cannot be asked, and to whom the report is not open', async () => {
    const query = { dataset: 'opportunities', dimensions: [], measures: ['count'] };
    const code = async (person: TestPerson, asOf: string): Promise<unknown> => {
      const { errors } = await person.ask(REPORT, { query, asOf });
      return errors?.[0]?.extensions?.['code'];
    };
    expect(await code(world.analyst, '2099-01-01T00:00:00Z')).toBe('BAD_USER_INPUT');
    expect(await code(world.analyst, '1970-01-02T00:00:00Z')).toBe('BAD_USER_INPUT');
    const { errors } = await world.hugo.ask(REPORT, { query, asOf: moment.toISOString() });
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});
