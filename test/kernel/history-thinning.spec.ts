import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { auditFact } from '../../src/kernel/audit/audit-fact.js';
import { blankPast } from '../../src/kernel/database/blank-past.js';
import { ThinnedMonths } from '../../src/kernel/database/thinned-months.js';
import { HistoryThinning, monthsBetween } from '../../src/kernel/history/history-thinning.js';
import { HistoryVerifier } from '../../src/kernel/history/history-verifier.js';
import { AskedMoments } from '../../src/kernel/lists/asked-moments.js';
import { readCompany } from '../../src/kernel/runtime/company.js';
import type { Settings } from '../../src/kernel/runtime/settings.js';
import { Customer } from '../../src/modules/customers/domain/customer.js';
import { findings } from './support/histories.js';
import { customer } from './support/people.js';
import { Chance, seedFor } from './support/seeds.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

const SYSTEM = { actor: null, action: 'test' };
const DAY_MS = 86_400_000;
const EXACT_MONTHS = 14;
const PAST_DAYS = 900;
const ZONE = readCompany({}).zone;
const NEVER = new AbortController().signal;

let kernel: TestKernel;
let one: Instance;
beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
});
afterEach(async () => {
  for (const table of ['customer', 'customer_history', 'thinned_month', 'audit_entry', 'audit_value'])
    await kernel.sql(`DELETE FROM ${table}`);
});
afterAll(() => kernel.close());

function thinning(historyExactMonths = EXACT_MONTHS): HistoryThinning {
  const settings = { historyExactMonths } as Settings;
  const months = new ThinnedMonths(one.database);
  return new HistoryThinning(one.database, one.unitOfWork, months, kernel.mapper, one.clock, settings, readCompany({}));
}

function run(job = thinning(), signal = NEVER): Promise<string> {
  return job.run({ plannedAt: new Date(), fence: 1, signal });
}

/** As if the months had been announced long enough ago. */
async function timePasses(): Promise<void> {
  await kernel.sql('UPDATE thinned_month SET announced_at = announced_at - INTERVAL 1 DAY');
}

/** Announces what is due, and thins it. */
async function thinAll(): Promise<void> {
  await run();
  await timePasses();
  await run();
}

/** A customer with one version at each of these days ago; a letter names its owner. */
function life(name: string, days: readonly (readonly [ago: number, ownerId: string])[]): Promise<string> {
  return one.unitOfWork.run(SYSTEM, (work) => {
    const at = (ago: number): Date => new Date(work.at.getTime() - ago * DAY_MS);
    const [[first, owner], ...others] = days as [[number, string], ...[number, string][]];
    const record = work.add(customer({ name, city: '0' }, owner), at(first));
    others.forEach(([ago, ownerId], index) => {
      record.ownerId = ownerId;
      record.city = String(index + 1);
      work.save(record, at(ago));
    });
    return Promise.resolve(record.id);
  });
}

/** Customers with many versions at random over the past, with few changes of owner; some are deleted in the end. */
async function lives(chance: Chance, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const moments = Array.from({ length: 2 + chance.below(60) }, () => chance.below(PAST_DAYS * 1_000) / 1_000);
    let owner = '1';
    const days = moments
      .sort((a, b) => b - a)
      .map((ago): [number, string] => [ago, (owner = chance.onceIn(8) ? String(1 + chance.below(3)) : owner)]);
    const id = await life(`客户${n}`, days);
    if (chance.onceIn(6))
      await one.unitOfWork.run(SYSTEM, async (work) => {
        work.remove((await work.fetchUnscoped(Customer, id))!);
        return null;
      });
  }
}

/** Every customer at a moment: those columns. */
function standing(at: Date, columns: string): Promise<unknown[]> {
  return one.database.rows(
    `SELECT h.id, ${columns} FROM customer_history h WHERE h.valid_from <= ? AND h.valid_to > ? ORDER BY h.id`,
    [at, at],
  );
}

const WHOLE = 'h.version, h.valid_from, h.name, h.city, h.owner_id, h.department_id, h.deleted_at, h.actor_id';
const PLACE = 'h.owner_id, h.department_id, h.parent_id, h.deleted_at';

/** Last milliseconds of the months that are old enough, by the company's calendar. */
function monthEnds(): Date[] {
  const now = DateTime.now().setZone(ZONE).startOf('month');
  const months = Math.ceil(PAST_DAYS / 28);
  return Array.from({ length: months }, (_, n) =>
    now
      .minus({ months: n + EXACT_MONTHS })
      .minus(1)
      .toJSDate(),
  );
}

function faults(): Promise<unknown[]> {
  return findings(new HistoryVerifier(one.database, kernel.mapper, new ThinnedMonths(one.database)));
}

test('month ends, young months, and who a record belonged to at any moment are as before; much less is kept, and it is whole', async () => {
  const chance = new Chance(seedFor('histories to thin'));
  await lives(chance, 30);
  const exactFrom = DateTime.now().setZone(ZONE).startOf('month').minus({ months: EXACT_MONTHS }).toMillis();
  const ends = monthEnds();
  const young = Array.from({ length: 20 }, () => new Date(exactFrom + chance.below(Date.now() - exactFrom)));
  const begun = await kernel.sql<{ at: Date }>('SELECT DISTINCT valid_from AS at FROM customer_history');
  const any = begun.map(({ at }) => at);
  const look = async (): Promise<unknown[]> => {
    const seen: unknown[] = [];
    for (const at of [...ends, ...young]) seen.push(await standing(at, WHOLE));
    for (const at of any) seen.push(await standing(at, PLACE));
    return seen;
  };
  const [before, versions] = [await look(), await kernel.count('customer_history')];
  const firsts = await kernel.count('customer_history', 'version = 1');
  await thinAll();
  expect(await look()).toEqual(before);
  expect(await kernel.count('customer_history')).toBeLessThan(versions);
  expect(await kernel.count('customer_history', 'version = 1')).toBe(firsts);
  expect(await faults()).toEqual([]);
  const old = { at: new Date(exactFrom) };
  const within = await kernel.count('customer_history', 'version > 1 AND valid_to < ?', [old.at]);
  expect(within).toBeGreaterThan(0);
  await kernel.sql('DELETE FROM thinned_month');
  expect(await faults()).toEqual([expect.arrayContaining(['customer', 'HISTORY_HOLE'])]);
}, 120_000);

test('a month is announced first; its versions go once every instance has heard of it, and a second run finds nothing more', async () => {
  await life('甲', [
    [800, '1'],
    [799.9, '1'],
    [799.8, '1'],
    [700, '1'],
  ]);
  expect(await run()).toMatch(/^0 versions of 0 months gone, \d+ months announced, 0 withdrawn$/);
  expect(await run()).toBe('nothing to do');
  expect(await kernel.count('customer_history')).toBe(4);
  await timePasses();
  expect(await run()).toMatch(/^[12] versions of \d+ months gone, 0 months announced, 0 withdrawn$/);
  await kernel.sql('UPDATE thinned_month SET thinned_at = NULL');
  expect(await run()).toMatch(/^0 versions of [1-9]\d* months gone/);
  expect(await run()).toBe('nothing to do');
  expect(await kernel.count('audit_entry', "event = 'THINNED'")).toBe(2 * (await kernel.count('thinned_month')));
});

test('nothing goes where all of it is kept', async () => {
  await life('甲', [
    [800, '1'],
    [799.9, '1'],
    [799.8, '1'],
  ]);
  expect(await run(thinning(0))).toBe('nothing to do');
  expect(await kernel.count('thinned_month')).toBe(0);
});

test('a run that is called off leaves the rest for the next one', async () => {
  await lives(new Chance(seedFor('thinning called off')), 6);
  await run();
  await timePasses();
  const stop = new AbortController();
  const versions = await kernel.count('customer_history');
  let statements = 0;
  one.database.onStatement = (text) => {
    if (text.startsWith('DELETE FROM customer_history') && ++statements === 2) stop.abort();
  };
  await run(thinning(), stop.signal);
  one.database.onStatement = null;
  const left = await kernel.count('thinned_month', 'thinned_at IS NULL');
  const some = await kernel.count('customer_history');
  expect([left > 0, some < versions]).toEqual([true, true]);
  await run();
  expect(await kernel.count('thinned_month', 'thinned_at IS NULL')).toBe(0);
  expect(await kernel.count('customer_history')).toBeLessThan(some);
  expect(await faults()).toEqual([]);
}, 60_000);

test('a record of which something was erased in the month keeps that month', async () => {
  const middle = DateTime.now()
    .setZone(ZONE)
    .startOf('month')
    .minus({ months: EXACT_MONTHS + 4 })
    .plus({ days: 10 });
  const ago = (Date.now() - middle.toMillis()) / DAY_MS;
  const days = [ago + 60, ago, ago - 1, ago - 2, ago - 3].map((day): [number, string] => [day, '1']);
  const [erased, other] = [await life('甲', days), await life('乙', days)];
  await one.unitOfWork.run(SYSTEM, (work) => {
    const then = { ...work, at: middle.toJSDate(), nextId: () => work.nextId(), insertRow: work.insertRow.bind(work) };
    auditFact(then, { event: 'ERASED', kind: 'customer', recordId: erased, changes: { fields: [null, ['phone']] } });
    return Promise.resolve(null);
  });
  await thinAll();
  expect(await kernel.count('customer_history', 'id = ?', [erased])).toBe(5);
  expect(await kernel.count('customer_history', 'id = ?', [other])).toBe(2);
});

test('many versions of a record within a month go in several transactions', async () => {
  const days = Array.from({ length: 450 }, (_, n): [number, string] => [800 - n / 1_000, '1']);
  await life('甲', days);
  const ended = await kernel.count('customer_history', 'version > 1 AND version < 450');
  let deletes = 0;
  one.database.onStatement = (text) => void (deletes += Number(text.startsWith('DELETE FROM customer_history')));
  await thinAll();
  one.database.onStatement = null;
  expect([ended, deletes]).toEqual([448, 3]);
  expect(await kernel.count('customer_history')).toBe(2);
  expect(await faults()).toEqual([]);
});

test('a setting that is raised or taken away in time takes announced months back, and leaves those that have begun', async () => {
  await life('甲', [
    [800, '1'],
    [799.9, '1'],
    [799.8, '1'],
    [700, '1'],
  ]);
  await run();
  await timePasses();
  const announced = await kernel.count('thinned_month');
  expect(await run(thinning(25))).toMatch(/^\d+ versions of \d+ months gone, 0 months announced, [1-9]\d* withdrawn$/);
  const left = await kernel.count('thinned_month');
  expect([left < announced, left]).toEqual([true, await kernel.count('thinned_month', 'thinned_at IS NOT NULL')]);
  await kernel.sql('UPDATE thinned_month SET thinned_at = NULL');
  expect(await run(thinning(0))).toBe('nothing to do');
  expect(await kernel.count('thinned_month')).toBe(left);
  expect(await kernel.count('thinned_month', 'thinned_at IS NOT NULL')).toBe(0);
});

test('an erasure forgets the words that only versions of thinned months had', async () => {
  const begun = Date.now() - 800 * DAY_MS;
  const id = await one.unitOfWork.run(SYSTEM, (work) => {
    const record = work.add(customer({ name: '甲' }), new Date(begun));
    for (const [index, phone] of ['13855512345', '13900000000', '13900000001'].entries()) {
      record.phone = phone;
      work.save(record, new Date(begun + (index + 1) * 3_600_000));
    }
    return Promise.resolve(record.id);
  });
  await thinAll();
  expect(await kernel.count('search_gram', "record_id = ? AND gram = '555'", [id])).toBe(1);
  expect(await kernel.count('customer_history', "phone = '13855512345'")).toBe(0);
  const kind = kernel.mapper.kind(Customer);
  await one.unitOfWork.run(SYSTEM, () => blankPast(one.database, kind, id, ['phone'], false));
  expect(await kernel.count('search_gram', "record_id = ? AND gram = '555'", [id])).toBe(0);
  expect(await kernel.count('search_gram', "record_id = ? AND gram = '000'", [id])).toBe(1);
});

test.each([
  ['Asia/Shanghai', '2023-09-10T04:00:00Z', ['2023-09-30T16:00:00Z', '2023-10-31T16:00:00Z']],
  // Midnight of 1 October 2023 was left out there: the month began at 01:00.
  ['America/Asuncion', '2023-09-10T04:00:00Z', ['2023-10-01T04:00:00Z', '2023-11-01T03:00:00Z']],
])('months end at midnight by the calendar of %s', (zone, begin, ends) => {
  const months = monthsBetween(new Date(begin), new Date('2023-11-15T00:00:00Z'), zone);
  expect(months.map(({ endsAt }) => endsAt)).toEqual(ends.map((end) => new Date(end)));
  expect(months.map(({ beginsAt }) => beginsAt)).toEqual([begin, ...ends.slice(0, -1)].map((at) => new Date(at)));
});

describe('asking', () => {
  test('of a thinned month the last millisecond, of younger ones any moment', async () => {
    await life('甲', [
      [900, '1'],
      [700, '1'],
    ]);
    await run();
    const [month] = await kernel.sql<{ begins_at: Date; ends_at: Date }>(
      'SELECT begins_at, ends_at FROM thinned_month ORDER BY begins_at DESC LIMIT 1',
    );
    const { begins_at: begin, ends_at: end } = month!;
    const moments = new AskedMoments(one.database, one.clock, new ThinnedMonths(one.database));
    const last = new Date(end.getTime() - 1);
    for (const at of [last, end, new Date(end.getTime() + DAY_MS)])
      await expect(moments.check(at)).resolves.toBeUndefined();
    expect(await Promise.all([last, end, begin].map((at) => moments.isKept(at)))).toEqual([true, true, false]);
    for (const at of [begin, new Date(last.getTime() - 1)])
      await expect(moments.check(at)).rejects.toThrow(
        `"asOf" lies in a month of which only the end is kept. Ask ${new Date(begin.getTime() - 1).toISOString()} or ${last.toISOString()}, or a moment from ${end.toISOString()} on.`,
      );
    await expect(moments.checkPeriod(new Date(begin.getTime() + 1), end)).rejects.toThrow('"from" lies in a month');
  });
});
