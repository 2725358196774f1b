import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aDeal, aProduct, type DealView, done, now, today } from './open-deals.js';

const MONTH = today().slice(0, 7);
let world: World;
let customerId: string;
let proposal: DealView;
let won: DealView;
beforeAll(async () => {
  world = await freshWorld();
  const gtx = await aProduct(world, 'GTX');
  customerId = await aCustomer().ownedBy(world.alice).named('华夏光电').save();
  const foreignId = await aCustomer().ownedBy(world.bob).named('南方公司').save();
  const expectedCloseOn = `${MONTH}-28`;
  await aDeal(world.alice, { name: '甲', customerId, amount: '100' });
  proposal = await aDeal(world.alice, { name: '乙', customerId, amount: '1000', expectedCloseOn }, 'NEGOTIATING');
  await aDeal(world.aaron, { name: '丙', amount: '500', expectedCloseOn }, 'ENGAGING');
  await aDeal(world.bob, { name: '丁', customerId: foreignId, amount: '7000', expectedCloseOn });
  const lines = [{ productId: gtx, quantity: '9' }];
  won = await done(
    world.alice,
    'Win',
    now(await aDeal(world.alice, { name: '戊', customerId, expectedCloseOn, lines })),
  );
  const lost = await aDeal(world.bob, { name: '己', amount: '1' });
  await done(world.bob, 'Lose', { ...now(lost), reason: 'NO_BUDGET' });
});
afterAll(closeSql);

describe('opportunityBoard', () => {
  const BOARD = `query($departmentId: ID, $ownerId: ID, $filter: OpportunityFilter) {
    opportunityBoard(departmentId: $departmentId, ownerId: $ownerId, filter: $filter) {
      stage { code } count baseAmount weightedAmount opportunities(first: 5, orderBy: [{ field: NAME }]) { nodes { name } totalCount } } }`;
  interface Board {
    readonly opportunityBoard: {
      readonly stage: { readonly code: string };
      readonly count: number;
      readonly baseAmount: string;
      readonly weightedAmount: string;
      readonly opportunities: { readonly nodes: { readonly name: string }[]; readonly totalCount: number };
    }[];
  }

  async function board(person: TestPerson, variables: object = {}): Promise<unknown[][]> {
    const { opportunityBoard } = await person.get<Board>(BOARD, { ...variables });
    for (const column of opportunityBoard) expect(column.opportunities.totalCount).toBe(column.count);
    return opportunityBoard
      .filter(({ count }) => count > 0)
      .map(({ stage, baseAmount, weightedAmount, opportunities }) => [
        ...[stage.code, baseAmount, weightedAmount],
        opportunities.nodes.map(({ name }) => name).join(''),
      ]);
  }

  test('counts and shows what the asker sees, stage by stage', async () => {
    const mine = [
      ['PROSPECTING', '100.00', '10.00', '甲'],
      ['NEGOTIATING', '1000.00', '750.00', '乙'],
      ['WON', '900.00', '900.00', '戊'],
    ];
    expect(await board(world.alice)).toEqual(mine);
    expect(await board(world.nora, { ownerId: world.alice.id })).toEqual(mine);
    expect(await board(world.bob)).toEqual([
      ['PROSPECTING', '7000.00', '700.00', '丁'],
      ['LOST', '1.00', '0.00', '己'],
    ]);
  });

  test('takes a department with those below it, and a filter', async () => {
    const all = await board(world.executive, { departmentId: world.departments.root });
    expect(all).toEqual(await board(world.executive));
    expect(await board(world.executive, { departmentId: world.departments.south })).toEqual(await board(world.bob));
    expect(await board(world.nora, { departmentId: world.departments.south })).toEqual([]);
    const filter = { state: { eq: 'OPEN' }, baseAmount: { gte: '500' } };
    expect((await board(world.executive, { filter })).map(([code]) => code)).toEqual([
      'PROSPECTING',
      'ENGAGING',
      'NEGOTIATING',
    ]);
  });

  test('is the same number of statements for any number of deals', async () => {
    await control('clearStatements');
    await board(world.executive);
    const statements = (await control<string[]>('statements')).filter((text) => /opportunity t /.test(text));
    expect(statements).toHaveLength(1 + 6 + 6);
  });
});

describe('opportunityFunnel', () => {
  const FUNNEL = `query($from: LocalDate!, $to: LocalDate!, $departmentId: ID) {
    opportunityFunnel(from: $from, to: $to, departmentId: $departmentId) {
      stage { code } entered baseAmount movedOn won conversion averageDays medianDays } }`;
  interface Funnel {
    readonly opportunityFunnel: {
      readonly stage: { readonly code: string };
      readonly entered: number;
      readonly baseAmount: string;
      readonly movedOn: number;
      readonly won: number;
      readonly conversion: number | null;
      readonly averageDays: number | null;
      readonly medianDays: number | null;
    }[];
  }

  async function funnel(person: TestPerson, variables: object = {}): Promise<Funnel['opportunityFunnel']> {
    return (await person.get<Funnel>(FUNNEL, { from: today(), to: today(), ...variables })).opportunityFunnel;
  }

  test('tells per stage what entered and what went on; a stage that was jumped over is not entered', async () => {
    const seen = (await funnel(world.nora)).map(({ stage, entered, movedOn, won: wins, conversion }) => [
      ...[stage.code, entered, movedOn, wins, conversion],
    ]);
    expect(seen).toEqual([
      ['PROSPECTING', 4, 3, 1, 0.75],
      ['ENGAGING', 1, 0, 0, 0],
      ['PROPOSAL', 0, 0, 0, null],
      ['NEGOTIATING', 1, 0, 0, 0],
      ['WON', 1, 0, 1, null],
      ['LOST', 0, 0, 0, null],
    ]);
    expect((await funnel(world.bob))[0]).toMatchObject({ entered: 2, baseAmount: '7001.00', movedOn: 0 });
    expect((await funnel(world.executive, { departmentId: world.departments.south }))[0]).toMatchObject({ entered: 2 });
    await expect(funnel(world.nora, { from: '2020-12-31', to: '2020-01-01' })).rejects.toThrow('later day');
    expect((await funnel(world.nora, { from: '2020-01-01', to: '2020-12-31' }))[0]).toMatchObject({
      entered: 0,
      conversion: null,
    });
  });

  test('a deal that comes back counts once; days are those of the stays that ended, as mean and median', async () => {
    const back = await done(world.alice, 'Advance', { ...now(proposal), toStage: 'PROSPECTING' });
    const ages = [2, 4, 9];
    const ended = await sql<{ id: string }>(
      `SELECT e.id FROM stage_entry e JOIN opportunity o ON o.id = e.opportunity_id
       WHERE e.stage_code = 'PROSPECTING' AND e.left_at IS NOT NULL AND o.department_id = ? ORDER BY e.id`,
      [world.departments.north],
    );
    expect(ended).toHaveLength(ages.length);
    for (const [index, { id }] of ended.entries())
      await sql('UPDATE stage_entry SET left_at = entered_at + INTERVAL ? DAY WHERE id = ?', [ages[index], id]);
    expect((await funnel(world.nora))[0]).toMatchObject({ entered: 4, averageDays: 5, medianDays: 4 });
    await sql(
      'UPDATE stage_entry SET left_at = entered_at + INTERVAL 8 DAY WHERE opportunity_id = ? AND left_at IS NULL',
      [back.id],
    );
    expect((await funnel(world.nora))[0]).toMatchObject({ averageDays: 5.75, medianDays: 6 });
  });
});

describe('opportunityForecast', () => {
  const FORECAST = `query($fromMonth: String, $months: Int! = 2) { opportunityForecast(fromMonth: $fromMonth, months: $months) {
    month openDeals pipeline weighted best commit wonDeals won } }`;

  test('adds up by month what is open and what was won', async () => {
    const { opportunityForecast } = await world.aaron.get<{ opportunityForecast: object[] }>(FORECAST);
    expect(opportunityForecast).toMatchObject([
      {
        ...{ month: MONTH, openDeals: 1, pipeline: '500.00', weighted: '150.00' },
        ...{ best: '500.00', commit: '0.00', wonDeals: 0, won: '0.00' },
      },
      { openDeals: 0, pipeline: '0.00' },
    ]);
    const seen = await world.executive.get<{ opportunityForecast: object[] }>(FORECAST, {
      fromMonth: MONTH,
      months: 1,
    });
    expect(seen.opportunityForecast).toMatchObject([
      { month: MONTH, openDeals: 3, pipeline: '8500.00', wonDeals: 1, won: '900.00' },
    ]);
  });

  test.each([
    [{ fromMonth: '2026-13' }, 'fromMonth'],
    [{ fromMonth: '9999-12', months: 1 }, 'fromMonth'],
    [{ fromMonth: '1899-12' }, 'fromMonth'],
    [{ fromMonth: '2200-01' }, 'fromMonth'],
    [{ months: 25 }, 'months'],
  ])('refuses %j', async (variables, name) => {
    const { errors } = await world.alice.ask(FORECAST, variables);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(name),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('lists and links', () => {
  const LIST = `query($filter: OpportunityFilter, $orderBy: [OpportunityOrder!]) { opportunities(filter: $filter, orderBy: $orderBy) {
    nodes { name } totalCount } }`;
  interface Listed {
    readonly opportunities: { readonly nodes: { readonly name: string }[]; readonly totalCount: number };
  }

  async function names(person: TestPerson, variables: object): Promise<string> {
    const { opportunities } = await person.get<Listed>(LIST, { ...variables });
    expect(opportunities.totalCount).toBe(opportunities.nodes.length);
    return opportunities.nodes.map(({ name }) => name).join('');
  }

  test.each([
    [{ state: { eq: 'OPEN' } }, '甲乙丙丁'],
    [{ state: { in: ['WON', 'LOST'] } }, '戊己'],
    [{ stageCode: { eq: 'ENGAGING' } }, '丙'],
    [{ baseAmount: { gte: '900', lte: '1000' } }, '乙戊'],
    [{ expectedCloseOn: { isEmpty: true } }, '甲己'],
    [{ closedOn: { isEmpty: false } }, '戊己'],
    [{ lostReason: { eq: 'NO_BUDGET' } }, '己'],
    [{ search: '光电' }, '甲乙戊'],
    [{ search: 'hxgd' }, '甲乙戊'],
  ])('%j finds %s', async (filter, expected) => {
    expect(await names(world.executive, { filter, orderBy: [{ field: 'CREATED_AT' }] })).toBe(expected);
  });

  test('people of another region find, count and order nothing of it', async () => {
    expect(await names(world.bob, { filter: { search: '光电' } })).toBe('');
    expect(await names(world.bob, { orderBy: [{ field: 'BASE_AMOUNT', direction: 'DESC' }] })).toBe('丁己');
    expect(await names(world.nora, { filter: { ownerId: { eq: world.bob.id } } })).toBe('');
  });

  test('a customer shows its deals, and a deal keeps the name of a customer that is out of reach', async () => {
    const CUSTOMER =
      'query($id: ID!) { customer(id: $id) { opportunities(filter: { state: { eq: WON } }) { nodes { name } totalCount } } }';
    const { customer } = await world.alice.get<{ customer: Listed }>(CUSTOMER, { id: customerId });
    expect(customer.opportunities).toEqual({ nodes: [{ name: '戊' }], totalCount: 1 });
    const giveTo = ({ id, departmentId }: TestPerson): Promise<unknown> =>
      sql('UPDATE customer SET owner_id = ?, department_id = ? WHERE id = ?', [id, departmentId, customerId]);
    await giveTo(world.bob);
    const DEAL = 'query($id: ID!) { opportunity(id: $id) { customerName customer { id } } }';
    expect(await world.alice.get(DEAL, { id: won.id })).toEqual({
      opportunity: { customerName: '华夏光电', customer: null },
    });
    const across = async (person: TestPerson): Promise<Listed['opportunities']> =>
      (await person.get<{ customer: Listed }>(CUSTOMER, { id: customerId })).customer.opportunities;
    expect(await across(world.bob)).toEqual({ nodes: [{ name: '戊' }], totalCount: 1 });
    expect(await across(world.sara)).toEqual({ nodes: [], totalCount: 0 });
    await giveTo(world.alice);
  });
});

describe('reports', () => {
  const REPORT = 'query($query: ReportQuery!) { report(query: $query) { rows totals } }';
  interface Reported {
    readonly report: { readonly rows: unknown[][]; readonly totals: unknown[] };
  }

  async function report(person: TestPerson, query: object): Promise<Reported['report']> {
    return (await person.get<Reported>(REPORT, { query: { ...query } })).report;
  }

  test('deals, lines and stays add up to what the asker sees', async () => {
    const deals = { dataset: 'opportunities', measures: ['count', 'won', 'wonAmount', 'winRate'] };
    expect((await report(world.analyst, deals)).rows).toEqual([[6, 1, '900.00', 0.5]]);
    expect((await report(world.alice, deals)).rows).toEqual([[3, 1, '900.00', 1]]);
    expect((await report(world.bob, deals)).rows).toEqual([[2, 0, '0.00', 0]]);
    const lines = { dataset: 'opportunityLines', dimensions: [{ name: 'product' }], measures: ['quantity', 'amount'] };
    expect((await report(world.nora, lines)).rows).toEqual([['产品 GTX', '9.00', '900.00']]);
    expect((await report(world.bob, lines)).rows).toEqual([]);
    const stays = { dataset: 'stageEntries', measures: ['entries', 'opportunities'] };
    expect((await report(world.bob, stays)).rows).toEqual([[3, 2]]);
  });
});
