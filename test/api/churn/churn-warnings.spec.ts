import { afterAll, beforeEach, expect, test } from '@jest/globals';
import type { Answer } from '../../support/client.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import {
  aBuyer,
  daysAgo,
  fortnightly,
  nightIsOver,
  type Refusal,
  scan,
  steadyBuyers,
  type Warning,
  WARNING,
  warningsOf,
} from './buyers.js';

let world: World;
let warning: Warning;
beforeEach(async () => {
  world = await freshWorld();
  await nightIsOver();
  await steadyBuyers(world.alice, 8);
  await aBuyer(world.alice, '沉默一号', fortnightly(24));
  await scan(world.nora);
  [warning] = (await warningsOf(world.nora)) as [Warning];
  await control('drain');
});
afterAll(closeSql);

interface Payload {
  readonly warning:
    (Warning & { readonly action: string | null; readonly actionOwner: { readonly name: string } | null }) | null;
  readonly userErrors: Refusal[];
}

function change(person: TestPerson, verb: 'Act' | 'Close', input: object): Promise<Answer<{ done: Payload }>> {
  const query = `mutation($input: ChurnWarning${verb}Input!) { done: churnWarning${verb}(input: $input) {
    warning { ${WARNING} action actionDueOn actionOwner { name } closeNote closedBy { name } }
    userErrors { code path ... on StaleRecordError { currentVersion } } } }`;
  return person.ask(query, { input: { warningId: warning.id, expectedVersion: warning.version, ...input } });
}

test('somebody acts, the person who is to do it sees the warning, and it is closed with an outcome', async () => {
  const acted = await change(world.alice, 'Act', {
    action: '上门拜访',
    actionOwnerId: world.aaron.id,
    dueOn: daysAgo(-7),
  });
  expect(acted.data?.done).toMatchObject({
    warning: { state: 'ACTED', action: '上门拜访', actionDueOn: daysAgo(-7), actionOwner: { name: 'Aaron' } },
    userErrors: [],
  });
  const [seen] = await warningsOf(world.aaron);
  expect(seen?.id).toBe(warning.id);
  const closed = await change(world.aaron, 'Close', {
    outcome: 'KEPT',
    note: '已签新单',
    expectedVersion: seen?.version,
  });
  expect(closed.data?.done).toMatchObject({
    warning: {
      state: 'CLOSED',
      outcome: 'KEPT',
      closeReason: 'PERSON',
      closeNote: '已签新单',
      closedBy: { name: 'Aaron' },
    },
  });
  expect(await scan(world.nora)).toMatchObject({ raised: 0, updated: 0, closed: 0 });
  const events = await sql<{ name: string }>(
    "SELECT name FROM outbox_event WHERE name LIKE 'ChurnWarning%' ORDER BY id",
  );
  expect(events.map(({ name }) => name)).toEqual(['ChurnWarningRaised', 'ChurnWarningActed', 'ChurnWarningClosed']);
});

test('refusals: closed already, a due day in the past, a person who is not there, no words', async () => {
  const codes = async (verb: 'Act' | 'Close', input: object): Promise<Refusal[] | undefined> =>
    (await change(world.alice, verb, input)).data?.done.userErrors;
  expect(await codes('Act', { action: 'x', dueOn: daysAgo(1) })).toMatchObject([{ code: 'INVALID_DUE_DAY' }]);
  expect(await codes('Act', { action: 'x', actionOwnerId: '4242' })).toMatchObject([{ code: 'INVALID_REFERENCE' }]);
  expect(await codes('Act', { action: '' })).toMatchObject([
    { code: 'INVALID_IS_NOT_EMPTY', path: ['input', 'action'] },
  ]);
  expect(await codes('Close', { outcome: 'LOST', note: '' })).toMatchObject([{ code: 'INVALID_IS_NOT_EMPTY' }]);
  expect(await codes('Close', { outcome: 'LOST', note: '改用他家' })).toEqual([]);
  const expectedVersion = warning.version + 1;
  expect(await codes('Close', { outcome: 'KEPT', note: 'x', expectedVersion })).toMatchObject([
    { code: 'TRANSITION_REFUSED' },
  ]);
  expect(await codes('Act', { action: 'x', expectedVersion })).toMatchObject([{ code: 'TRANSITION_REFUSED' }]);
});

test('another region cannot see, change or find the warning, and a missing one answers alike; nothing is written', async () => {
  const before = await rowCounts();
  for (const verb of ['Act', 'Close'] as const) {
    const input = verb === 'Act' ? { action: 'x' } : { outcome: 'KEPT', note: 'x' };
    const foreign = await change(world.bob, verb, input);
    expect(foreign).toEqual(await change(world.bob, verb, { ...input, warningId: '4242' }));
    expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const unable = await change(world.executive, verb, input);
    expect(unable.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  }
  const read = (id: string): Promise<unknown> =>
    world.sara.ask('query($id: ID!) { churnWarning(id: $id) { id } }', { id });
  expect(await read(warning.id)).toEqual(await read('4242'));
  expect(await warningsOf(world.sara)).toEqual([]);
  expect(await rowCounts()).toEqual(before);
});

test('a stale version is refused; a repeated key acts once', async () => {
  const key = { action: '电话回访', idempotencyKey: 'act-1' };
  const first = await change(world.alice, 'Act', key);
  expect(await change(world.alice, 'Act', key)).toEqual(first);
  const stale = await change(world.alice, 'Act', { action: '再访' });
  expect(stale.data?.done).toMatchObject({
    warning: null,
    userErrors: [{ code: 'STALE_RECORD', currentVersion: warning.version + 1 }],
  });
});

test('lists filter and order by state, owner, customer, score and value', async () => {
  const poor = await aBuyer(world.aaron, '沉默二号', fortnightly(26));
  await sql("UPDATE opportunity SET base_amount = '1.00' WHERE customer_id = ?", [poor]);
  await scan(world.nora);
  const names = async (filter: object, orderBy: object[] = []): Promise<string[]> => {
    const query = `query($filter: ChurnWarningFilter, $orderBy: [ChurnWarningOrder!]) {
      churnWarnings(filter: $filter, orderBy: $orderBy) { nodes { customerName } } }`;
    const { churnWarnings } = await world.nora.get<{ churnWarnings: { nodes: Warning[] } }>(query, { filter, orderBy });
    return churnWarnings.nodes.map(({ customerName }) => customerName);
  };
  expect(await names({}, [{ field: 'VALUE_AT_RISK', direction: 'DESC' }])).toEqual(['沉默一号', '沉默二号']);
  expect(await names({}, [{ field: 'SCORE', direction: 'DESC' }])).toEqual(['沉默二号', '沉默一号']);
  expect(await names({ ownerId: { eq: world.aaron.id } })).toEqual(['沉默二号']);
  expect(await names({ customerId: { eq: poor }, state: { eq: 'OPEN' }, score: { gte: 0.6 } })).toEqual(['沉默二号']);
  expect(await names({ departmentId: { eq: world.departments.south } })).toEqual([]);
  expect(await names({ valueAtRisk: { gte: '500' }, raisedAt: { gte: daysAgo(1) + 'T00:00:00Z' } })).toEqual([
    '沉默一号',
  ]);
});

test('the model tells its figures in words; counts of customers only to those who see all warnings', async () => {
  interface Model {
    churnModel: {
      summary: string;
      customers: number | null;
      r: number;
      horizonSource: string;
      backTest: unknown;
      winner: string | null;
    };
  }
  const query = `{ churnModel { summary customers repeatCustomers r alpha a b logLikelihood horizonDays horizonSource threshold winner
    backTest { cutOff customers lostShare model { auc precision recall warned } recency { auc precision recall warned } } } }`;
  const { churnModel } = await world.executive.get<Model>(query);
  expect(churnModel).toMatchObject({
    customers: 9,
    repeatCustomers: 9,
    horizonDays: 28,
    horizonSource: 'RHYTHM',
    threshold: 0.6,
  });
  expect(churnModel.summary).toMatch(/^A customer silent for 28 days counts as lost; .*Back-test of 9 customers as of/);
  const { churnModel: ofAlice } = await world.alice.get<Model>(query);
  expect(ofAlice).toMatchObject({
    customers: null,
    logLikelihood: null,
    r: churnModel.r,
    backTest: { customers: null },
  });
  expect(ofAlice.summary).not.toMatch(/\d customers/);
});

test("reports count warnings within the asker's reach", async () => {
  const query = {
    dataset: 'churnWarnings',
    dimensions: [{ name: 'state' }],
    measures: ['count', 'open', 'valueAtRisk'],
  };
  const rows = async (person: TestPerson): Promise<unknown> =>
    (
      await person.get<{ report: { rows: unknown[][] } }>(
        'query($query: ReportQuery!) { report(query: $query) { rows } }',
        {
          query,
        },
      )
    ).report.rows;
  expect(await rows(world.nora)).toEqual([['OPEN', 1, 1, '1000.00']]);
  expect(await rows(world.analyst)).toEqual([['OPEN', 1, 1, '1000.00']]);
  expect(await rows(world.sara)).toEqual([]);
});
