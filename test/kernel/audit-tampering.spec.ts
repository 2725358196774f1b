import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { emptyAudit, Sealing } from './support/sealing.js';
import { TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let first: Sealing;

beforeAll(async () => {
  kernel = await TestKernel.open();
});
beforeEach(async () => {
  await emptyAudit(kernel);
  first = new Sealing(kernel);
  await first.written(3);
  await first.sealer.seal();
});
afterEach(() => first.sealer.stop());
afterAll(() => kernel.close());

const entryOf = '(SELECT entry_id FROM audit_link WHERE seq = 4)';
test.each([
  ['another actor', `UPDATE audit_entry SET actor_id = 8 WHERE id = ${entryOf}`, 'entry changed'],
  ['another moment', `UPDATE audit_entry SET at = at + INTERVAL 1 SECOND WHERE id = ${entryOf}`, 'entry changed'],
  ['another reason', `UPDATE audit_entry SET reason = NULL WHERE id = ${entryOf}`, 'entry changed'],
  ['another event', `UPDATE audit_entry SET event = 'EXPORT' WHERE id = ${entryOf}`, 'entry changed'],
  [
    'another value',
    `UPDATE audit_value SET changes = REPLACE(changes, '139', '138') WHERE entry_id = ${entryOf}`,
    'values changed',
  ],
  ['a field less', `UPDATE audit_value SET changes = '{}' WHERE entry_id = ${entryOf}`, 'values changed'],
  ['no text of values', `UPDATE audit_value SET changes = '-' WHERE entry_id = ${entryOf}`, 'values changed'],
  [
    'an erasure that was none',
    `UPDATE audit_value SET changes = '{"phone":{"erased":"00"}}' WHERE entry_id = ${entryOf}`,
    'values changed',
  ],
  ['another salt', `UPDATE audit_value SET salts = REVERSE(salts) WHERE entry_id = ${entryOf}`, 'values changed'],
  ['no entry', `DELETE FROM audit_entry WHERE id = ${entryOf}`, 'entry missing'],
  ['no values', `DELETE FROM audit_value WHERE entry_id = ${entryOf}`, 'values missing'],
])('%s', async (_, statement, what) => {
  await kernel.sql(statement);
  const { damages } = await first.verify();
  expect(damages).toHaveLength(1);
  const [link] = await kernel.sql<{ entry_id: string }>('SELECT entry_id FROM audit_link WHERE seq = 4');
  expect(damages[0]).toMatchObject({ seq: '4', entryId: link!.entry_id });
  expect(damages[0]!.what).toContain(what);
});

test('a missing link, and its entry is not sealed any more', async () => {
  await kernel.sql('DELETE FROM audit_link WHERE seq = 4');
  expect(await first.damage()).toEqual([['4', 'link missing']]);
  expect((await first.verify()).tail.count).toBe(1);
});

test('the last link is missing', async () => {
  await kernel.sql('DELETE FROM audit_link WHERE seq = 6');
  expect(await first.damage()).toEqual([['6', 'link missing']]);
});

test('all links are missing', async () => {
  await kernel.sql('DELETE FROM audit_link');
  expect(await first.damage()).toEqual([['1', '6 links missing, up to the end of the chain']]);
});

test('an entry and a link that were made to fit each other: the link does not follow from the one before', async () => {
  await kernel.sql(`UPDATE audit_entry SET actor_id = 8 WHERE id = ${entryOf}`);
  await kernel.sql(
    'UPDATE audit_link l JOIN audit_link o ON o.seq = 2 SET l.entry_digest = o.entry_digest WHERE l.seq = 4',
  );
  const { damages } = await first.verify();
  expect(damages[0]).toMatchObject({ seq: '4', what: expect.stringContaining('link changed') });
});

test('two links that changed places', async () => {
  await kernel.sql('UPDATE audit_link SET seq = CASE seq WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE seq IN (3, 4)');
  await kernel.sql('UPDATE audit_link SET seq = -seq WHERE seq < 0');
  expect((await first.verify()).damages[0]).toMatchObject({ seq: '3', what: expect.stringContaining('link changed') });
});

test('a chain that was written anew from one place on is whole, but not the one whose end was noted', async () => {
  const { head } = await first.verify();
  await kernel.sql(`UPDATE audit_entry SET actor_id = 8 WHERE id = ${entryOf}`);
  await kernel.sql('DELETE FROM audit_link');
  await kernel.sql('DELETE FROM audit_head');
  await first.sealer.seal();
  expect(await first.damage()).toEqual([]);
  expect((await first.verify(head)).damages).toEqual([
    { seq: '6', entryId: expect.any(String), what: 'link rewritten: it is not the one that was noted' },
  ]);
});

test('a chain whose end was cut off together with its head: the noted end is beyond it', async () => {
  const { head } = await first.verify();
  await kernel.sql('UPDATE audit_head SET seq = 5, link = (SELECT link FROM audit_link WHERE seq = 5)');
  await kernel.sql(`DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link WHERE seq = 6)`);
  await kernel.sql('DELETE FROM audit_link WHERE seq = 6');
  expect(await first.damage()).toEqual([]);
  expect((await first.verify(head)).damages).toMatchObject([{ seq: '6', what: expect.stringContaining('cut off') }]);
});

test('a chain that goes on after an end was noted still holds it', async () => {
  const { head } = await first.verify();
  await first.written(1);
  await first.sealer.seal();
  expect((await first.verify(head)).damages).toEqual([]);
});
