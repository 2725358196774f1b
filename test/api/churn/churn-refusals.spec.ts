import { afterAll, beforeEach, expect, test } from '@jest/globals';
import type { Answer } from '../../support/client.js';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aWarning } from '../access/records-of-bob.js';
import { nightIsOver, type Refusal, SCAN } from './buyers.js';

let world: World;
let warningId: string;
beforeEach(async () => {
  world = await freshWorld();
  await nightIsOver();
  warningId = await aWarning(world.alice, await aCustomer().ownedBy(world.alice).save());
});
afterAll(closeSql);

interface Done {
  readonly done: { readonly warning: { readonly state: string } | null; readonly userErrors: Refusal[] };
}

function change(person: TestPerson, verb: 'Act' | 'Close', input: object): Promise<Answer<Done>> {
  const query = `mutation($input: ChurnWarning${verb}Input!) { done: churnWarning${verb}(input: $input) {
    warning { state } userErrors { code path ... on StaleRecordError { currentVersion } } } }`;
  return person.ask(query, { input: { warningId, expectedVersion: 1, ...input } });
}

test.each([
  [0.01, 'INVALID_MIN'],
  [1, 'INVALID_MAX'],
])('a scan at the threshold %s is refused with %s and writes nothing', async (threshold, code) => {
  const before = await rowCounts();
  const { churnScan } = await world.nora.get<{ churnScan: { account: unknown; userErrors: Refusal[] } }>(SCAN, {
    input: { threshold },
  });
  expect(churnScan).toEqual({ account: null, userErrors: [{ code, path: ['input', 'threshold'] }] });
  expect(await rowCounts()).toEqual(before);
});

test.each<['Act' | 'Close', object, string]>([
  ['Act', { action: 'x'.repeat(1_001) }, 'action'],
  ['Close', { outcome: 'KEPT', note: 'x'.repeat(1_001) }, 'note'],
])('%s with too many words is refused and writes nothing', async (verb, input, field) => {
  const before = await rowCounts();
  const { data } = await change(world.alice, verb, input);
  expect(data?.done).toEqual({ warning: null, userErrors: [{ code: 'INVALID_MAX_LENGTH', path: ['input', field] }] });
  expect(await rowCounts()).toEqual(before);
});

test.each<['Act' | 'Close', object, string]>([
  ['Act', { action: '上门拜访' }, 'ChurnWarningActed'],
  ['Close', { outcome: 'KEPT', note: '已续约' }, 'ChurnWarningClosed'],
])('of three who %s at once one does, with history, audit and event', async (verb, input, event) => {
  const { alice, nora } = world;
  const answers = await Promise.all([alice, nora, alice].map((person) => change(person, verb, input)));
  const refused = answers.flatMap(({ data }) => data?.done.userErrors ?? []);
  expect(refused).toMatchObject([
    { code: 'STALE_RECORD', currentVersion: 2 },
    { code: 'STALE_RECORD', currentVersion: 2 },
  ]);
  const history = await sql<{ version: number }>(
    'SELECT version FROM churn_warning_history WHERE id = ? ORDER BY version',
    [warningId],
  );
  expect(history.map(({ version }) => version)).toEqual([1, 2]);
  expect(
    await sql("SELECT id FROM audit_entry WHERE record_id = ? AND action LIKE 'churnWarning.%'", [warningId]),
  ).toHaveLength(1);
  await control('drain');
  expect(await sql('SELECT name FROM outbox_event WHERE record_id = ?', [warningId])).toEqual([{ name: event }]);
});
