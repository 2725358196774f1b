import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { blankPast } from '../../src/kernel/database/blank-past.js';
import type { Database } from '../../src/kernel/database/database.js';
import { recordKinds } from '../../src/kernel/database/record-kind.js';
import { ThinnedMonths } from '../../src/kernel/database/thinned-months.js';
import { HistoryVerifier } from '../../src/kernel/history/history-verifier.js';
import { Credential } from '../../src/modules/accounts/domain/credential.js';
import { Customer } from '../../src/modules/customers/domain/customer.js';
import { fillCustomers, findings, writeAtRandom, writeLife } from './support/histories.js';
import { Chance, seedFor } from './support/seeds.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

const SYSTEM = { actor: null, action: 'test' };
const LONG_MS = 120_000;

let kernel: TestKernel;
let one: Instance;
beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
});
afterEach(async () => {
  for (const table of ['customer', 'credential'])
    for (const each of [table, `${table}_history`]) await kernel.sql(`DELETE FROM ${each}`);
});
afterAll(() => kernel.close());

function verifierOn(database: Database): HistoryVerifier {
  return new HistoryVerifier(database, kernel.mapper, new ThinnedMonths(database));
}

/** Everything found, as [kind, id, version, code, details, count]. */
function found(database: Database = one.database): Promise<unknown[]> {
  return findings(verifierOn(database));
}

async function reportOf(kind: string): Promise<{ records: number; versions: number }> {
  for await (const report of verifierOn(one.database).verify())
    if (report.kind === kind) return { records: report.records, versions: report.versions };
  throw new Error(`Nothing was told of ${kind}.`);
}

test('what was written through the door is whole, whatever it was; each tracked kind is told of, with what was looked at', async () => {
  const chance = new Chance(seedFor('histories to verify'));
  for (let n = 0; n < 120; n++) await writeAtRandom(one, chance);
  expect(await found()).toEqual([]);
  const counted = { records: await kernel.count('customer'), versions: await kernel.count('customer_history') };
  expect(await reportOf('customer')).toEqual(counted);
  const kinds: string[] = [];
  for await (const { kind } of verifierOn(one.database).verify()) kinds.push(kind);
  expect(kinds).toEqual(recordKinds().flatMap(({ kind, history }) => (history ? [kind] : [])));
});

describe('one damage by SQL is named with its record and version, and nothing else is', () => {
  /** Each has three versions, a day apart, the last one from yesterday; the middle one is damaged. */
  let ids: string[] = [];
  beforeEach(async () => {
    ids = [];
    for (const name of ['甲', '乙', '丙']) ids.push(await writeLife(one, name));
  });

  const OPEN = "'9999-12-31 00:00:00.000'";
  test.each<[string, string[], ...[number | null, string, object][]]>([
    ['a gap', ['H SET valid_to = valid_to - INTERVAL 1 HOUR AND 1'], [1, 'GAP', { next: 2 }]],
    ['an overlap', ['H SET valid_to = valid_to + INTERVAL 1 HOUR AND 1'], [1, 'OVERLAP', { next: 2 }]],
    [
      'an overlap of a millisecond',
      ['H SET valid_from = valid_from - INTERVAL 1000 MICROSECOND AND 3'],
      [2, 'OVERLAP', { next: 3 }],
    ],
    [
      'a version that begins tomorrow',
      ['H SET valid_to = valid_to + INTERVAL 2 DAY AND 2', 'H SET valid_from = valid_from + INTERVAL 2 DAY AND 3'],
      [3, 'FUTURE', {}],
    ],
    ['a hole', ['DELETE H AND 2'], [2, 'HOLE', { found: 3 }]],
    ['no first version', ['DELETE H AND 1'], [1, 'HOLE', { found: 2 }]],
    ['another text in the row', ["R SET city = '深圳'"], [3, 'DIFFERS', { column: 'city' }]],
    ['a space more in the row', ["R SET city = CONCAT(city, ' ')"], [3, 'DIFFERS', { column: 'city' }]],
    ['no value in the row', ['R SET phone = NULL'], [3, 'DIFFERS', { column: 'phone' }]],
    ['another list in the row', [`R SET tags = '["VIP"]'`], [3, 'DIFFERS', { column: 'tags' }]],
    [
      'another amount in the row',
      ['R SET annual_revenue = annual_revenue + 0.01'],
      [3, 'DIFFERS', { column: 'annual_revenue' }],
    ],
    [
      'another moment in the row',
      ['R SET updated_at = updated_at + INTERVAL 1000 MICROSECOND'],
      [3, 'DIFFERS', { column: 'updated_at' }],
    ],
    ['another version in the row', ['R SET version = 2'], [3, 'DIFFERS', { column: 'version' }]],
    ['another owner in the open version', ['H SET owner_id = 99 AND 3'], [3, 'DIFFERS', { column: 'owner_id' }]],
    ['no open version', ['DELETE H AND 3'], [2, 'ENDED', {}], [2, 'DIFFERS', { column: 'version' }]],
    ['an end of the last version', ['H SET valid_to = UTC_TIMESTAMP(3) AND 3'], [3, 'ENDED', {}]],
    ['two open versions', [`H SET valid_to = ${OPEN} AND 2`], [2, 'OPEN_TWICE', { next: 3 }]],
    ['an earlier open version', [`H SET valid_to = ${OPEN} AND 1`], [1, 'OPEN_TWICE', { next: 2 }]],
    [
      'an empty interval',
      ['H SET valid_to = valid_to + INTERVAL 1 DAY AND 1', 'H SET valid_from = valid_to AND 2'],
      [2, 'BACKWARD', {}],
    ],
    [
      'a backward interval',
      ['H SET valid_to = valid_to + INTERVAL 2 DAY AND 1', 'H SET valid_from = valid_from + INTERVAL 2 DAY AND 2'],
      [2, 'BACKWARD', {}],
    ],
    ['a row without history', ['DELETE H'], [null, 'MISSING', {}]],
    ['history without a row', ['DELETE R'], [3, 'WITHOUT_ROW', {}]],
  ])('%s', async (_, damages, ...expected) => {
    for (const damage of damages) await kernel.sql(...statementOf(damage, ids[1]!));
    const faults = expected.map(([version, code, details]) => [
      'customer',
      ids[1],
      version,
      `HISTORY_${code}`,
      details,
      1,
    ]);
    expect((await found()).sort()).toEqual(faults.sort());
  });

  test('the first of several in order of ids, with their number, for each class', async () => {
    await kernel.sql("UPDATE customer SET city = '深圳' WHERE id >= ?", [ids[1]]);
    await kernel.sql('DELETE FROM customer_history WHERE version = 1');
    expect(await found()).toEqual([
      ['customer', ids[0], 1, 'HISTORY_HOLE', { found: 2 }, 3],
      ['customer', ids[1], 3, 'HISTORY_DIFFERS', { column: 'city' }, 2],
    ]);
  });
});

test.each([
  ['customer', 'WITHOUT_ROW', 3],
  ['customer_history', 'MISSING', null],
])('the last record of all, with nothing in %s', async (table, code, version) => {
  await writeLife(one, '前');
  const last = await writeLife(one, '末');
  await kernel.sql(`DELETE FROM ${table} WHERE id = ?`, [last]);
  expect(await found()).toEqual([['customer', last, version, `HISTORY_${code}`, {}, 1]]);
});

/** `H … AND n` is said of that version of the record, `H` of all, `R` of its row. */
function statementOf(damage: string, id: string): [string, string[]] {
  const [, what, version] = /^(.*?)(?: AND (\d))?$/.exec(damage)!;
  const text = what!.replace(/\bH\b/, 'customer_history').replace(/\bR\b/, 'customer');
  const verb = text.startsWith('DELETE') ? text.replace('DELETE', 'DELETE FROM') : `UPDATE ${text}`;
  return [`${verb} WHERE id = ?${version ? ` AND version = ${version}` : ''}`, [id]];
}

test('erased values of the past are no damage, of a living record and of a deleted one', async () => {
  const [living, deleted] = [await writeLife(one, '在'), await writeLife(one, '删')];
  await one.unitOfWork.run(SYSTEM, async (work) => {
    work.remove((await work.fetchUnscoped(Customer, deleted))!);
    return null;
  });
  const kind = kernel.mapper.kind(Customer);
  await blankPast(one.database, kind, living, ['name', 'phone'], false);
  await blankPast(one.database, kind, deleted, ['name', 'phone'], true);
  expect(await kernel.count('customer_history', 'phone IS NULL')).toBe(6);
  expect(await found()).toEqual([]);
});

test('secrets are not in history and not compared, all else of such a record is', async () => {
  const id = await one.unitOfWork.run(SYSTEM, (work) => {
    const facts = { personId: '5', passwordHash: 'argon2 one', mustChange: true };
    return Promise.resolve(work.add(Object.assign(Object.create(Credential.prototype) as Credential, facts)).id);
  });
  expect(await kernel.count('credential_history', "password_hash = 'argon2 one'")).toBe(0);
  expect(await found()).toEqual([]);
  await kernel.sql('UPDATE credential SET must_change = 0');
  expect(await found()).toEqual([['credential', id, 1, 'HISTORY_DIFFERS', { column: 'must_change' }, 1]]);
});

describe('batches', () => {
  const reads = (): string[] => one.database.sent.filter((text) => / FROM customer_history h LEFT JOIN /.test(text));

  test(
    'no record is passed over where one batch ends and the next begins',
    async () => {
      const ids = await fillCustomers(
        one,
        Array.from({ length: 4_100 }, () => 1),
      );
      const places = [0, 1_998, 2_000, 3_999, 4_000, 4_098].map((index) => ids[index]!);
      await kernel.sql("UPDATE customer SET city = '深圳' WHERE id IN (?)", [places]);
      await kernel.sql('DELETE FROM customer_history WHERE id IN (?)', [[ids[1_999], ids[4_099]]]);
      await kernel.sql('DELETE FROM customer WHERE id IN (?)', [[ids[4_050]]]);
      one.database.sent.length = 0;
      expect(await found()).toEqual([
        ['customer', ids[0], 1, 'HISTORY_DIFFERS', { column: 'city' }, 6],
        ['customer', ids[1_999], null, 'HISTORY_MISSING', {}, 2],
        ['customer', ids[4_050], 1, 'HISTORY_WITHOUT_ROW', {}, 1],
      ]);
      expect(reads()).toHaveLength(2 * 3);
      expect(await reportOf('customer')).toEqual({ records: 4_100, versions: 4_098 });
    },
    LONG_MS,
  );

  test(
    'records with many versions are read in smaller batches',
    async () => {
      const ids = await fillCustomers(one, [9_000, 9_000, 9_000, 1]);
      one.database.sent.length = 0;
      expect(await found()).toEqual([]);
      expect(reads()).toHaveLength(2);
      await kernel.sql('UPDATE customer SET parent_id = 7 WHERE id = ?', [ids[3]]);
      expect(await found()).toEqual([['customer', ids[3], 1, 'HISTORY_DIFFERS', { column: 'parent_id' }, 1]]);
    },
    LONG_MS,
  );
});

describe('while the system runs', () => {
  test(
    'records that are being written are not told of',
    async () => {
      const two = kernel.instance();
      let [running, written, looks] = [true, 0, 0];
      const write = async (instance: Instance, seed: number): Promise<void> => {
        const chance = new Chance(seed);
        for (; running; written++) await writeAtRandom(instance, chance);
      };
      const seed = seedFor('writing while verifying');
      const writers = [one, two, one, two].map((instance, index) => write(instance, seed + index));
      const reader = kernel.instance().database;
      for (const until = performance.now() + 4_000; performance.now() < until; looks++)
        expect(await found(reader)).toEqual([]);
      running = false;
      await Promise.all(writers);
      expect(written).toBeGreaterThan(50);
      expect(looks).toBeGreaterThan(3);
      expect(await found()).toEqual([]);
    },
    LONG_MS,
  );

  /** A database that does something once, after the rows of customers were read for the first time. */
  function thenOnce(action: () => Promise<unknown>): Database {
    let done = false;
    const rows = async (text: string, params: unknown[]): Promise<unknown[]> => {
      const read = await one.database.rows<unknown>(text, params);
      if (done || !text.includes('customer_history h LEFT JOIN')) return read;
      done = true;
      await action();
      return read;
    };
    return { rows, one: one.database.one.bind(one.database) } as unknown as Database;
  }

  test('only what is wrong at a second look is told of', async () => {
    const [first, second] = [await writeLife(one, '先'), await writeLife(one, '后')];
    const lost = "UPDATE customer SET city = '深圳' WHERE id = ?";
    await kernel.sql(lost, [first]);
    const city =
      'UPDATE customer SET city = (SELECT city FROM customer_history h WHERE h.id = ? AND h.version = 3) WHERE id = ?';
    expect(await found(thenOnce(() => kernel.sql(city, [first, first])))).toEqual([]);
    await kernel.sql(lost, [first]);
    const faults = [['customer', first, 3, 'HISTORY_DIFFERS', { column: 'city' }, 1]];
    expect(await found(thenOnce(() => kernel.sql(lost, [second])))).toEqual(faults);
  });

  test('a version ahead of the clock by the milliseconds of its transaction is waited for', async () => {
    const id = await writeLife(one, '即将');
    const soon = 'UTC_TIMESTAMP(3) + INTERVAL 400000 MICROSECOND';
    await kernel.sql(`UPDATE customer_history SET valid_to = (@soon := ${soon}) WHERE id = ? AND version = 2`, [id]);
    await kernel.sql(
      `UPDATE customer_history n JOIN customer_history p ON p.id = n.id AND p.version = 2 SET n.valid_from = p.valid_to WHERE n.id = ? AND n.version = 3`,
      [id],
    );
    expect(await found()).toEqual([]);
  });
});
