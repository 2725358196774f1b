import { OPEN_END } from '../../../src/kernel/database/record-kind.js';
import type { Work } from '../../../src/kernel/database/work.js';
import type { HistoryVerifier } from '../../../src/kernel/history/history-verifier.js';
import { Customer } from '../../../src/modules/customers/domain/customer.js';
import { customer } from './people.js';
import type { Chance } from './seeds.js';
import type { Instance } from './test-kernel.js';

const SYSTEM = { actor: null, action: 'test' };
const DAY_MS = 86_400_000;
const CITIES = ['北京', '上海', '广州'];

/** What a look finds, as [kind, id, version, code, details, count]. */
export async function findings(verifier: HistoryVerifier): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const { kind, faults } of verifier.verify())
    for (const { first, count } of faults) all.push([kind, first.id, first.version, first.code, first.details, count]);
  return all;
}

/** A customer with three versions, from three days ago, two days ago and yesterday; answers its id. */
export function writeLife({ unitOfWork }: Instance, name: string): Promise<string> {
  return unitOfWork.run(SYSTEM, (work) => {
    const facts = { name, city: '北京', phone: '13800000000', annualRevenue: '120000.50' };
    const ago = (days: number): Date => new Date(work.at.getTime() - days * DAY_MS);
    const record = work.add(customer(facts), ago(3));
    for (const [days, city] of [
      [2, '上海'],
      [1, '广州'],
    ] as const) {
      record.city = city;
      work.save(record, ago(days));
    }
    return Promise.resolve(record.id);
  });
}

/** One transaction: a new customer, imported or not, or one to four changes of an old one, or its removal. */
export async function writeAtRandom({ unitOfWork, database }: Instance, chance: Chance): Promise<void> {
  const known = await database.rows<{ id: string }>('SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY id');
  const choice = known.length < 8 ? 0 : chance.below(10);
  const id = known.length > 0 ? chance.oneOf(known).id : '0';
  await unitOfWork.run(SYSTEM, async (work) => {
    if (choice === 0) {
      const ago = chance.onceIn(2) ? 0 : chance.below(900) * DAY_MS;
      change(work, work.add(customer({ name: '客户' }), new Date(work.at.getTime() - ago)), chance);
      return null;
    }
    const record = await work.fetchUnscoped(Customer, id);
    if (!record) return null;
    if (choice === 1) work.remove(record);
    else change(work, record, chance);
    return null;
  });
}

function change(work: Work, record: Customer, chance: Chance): void {
  for (let times = chance.below(4); times >= 0; times--) {
    record.city = chance.oneOf(CITIES);
    if (chance.onceIn(3)) work.touch(record);
    else work.save(record, new Date(work.at.getTime() - chance.below(2 * DAY_MS)));
  }
}

/** Customers with so many versions each, copied by SQL from one that the door has written; answers their ids in order. */
export async function fillCustomers(instance: Instance, versions: readonly number[]): Promise<string[]> {
  const model = await instance.unitOfWork.run(SYSTEM, (work) => Promise.resolve(work.add(customer({ name: '样' })).id));
  const [read] = await instance.database.rows<Record<string, unknown>>('SELECT * FROM customer WHERE id = ?', [model]);
  const row = { ...read, tags: '[]', custom: '{}' };
  const ids = versions.map((_, index) => String(BigInt(model) + BigInt(index)));
  const end = Date.now() - DAY_MS;
  const history = versions.flatMap((count, index) =>
    Array.from({ length: count }, (_, n) => ({
      ...{ ...row, id: ids[index], version: n + 1, actor_id: null, reason: null },
      valid_from: new Date(end + n),
      valid_to: n + 1 < count ? new Date(end + n + 1) : OPEN_END,
    })),
  );
  for (const table of ['customer', 'customer_history']) await instance.database.write(`DELETE FROM ${table}`);
  await insert(instance, 'customer_history', history);
  await insert(
    instance,
    'customer',
    versions.map((version, index) => ({ ...row, id: ids[index], version })),
  );
  return ids;
}

const ROWS_AT_ONCE = 1_000;

async function insert({ database }: Instance, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const columns = Object.keys(rows[0]!);
  const slots = `(${columns.map(() => '?').join(',')})`;
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    const text = `INSERT INTO ${table} (${columns.join(',')}) VALUES ${some.map(() => slots).join(',')}`;
    await database.write(
      text,
      some.flatMap((one) => columns.map((column) => one[column])),
    );
  }
}
