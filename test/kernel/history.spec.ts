import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Customer } from '../../src/modules/customers/domain/customer.js';
import { customer } from './support/people.js';
import { seedFor } from './support/seeds.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let one: Instance;
beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
});
afterAll(() => kernel.close());

type Row = Record<string, unknown> & { version: number; valid_from: Date; valid_to: Date };

const OPEN_END = Date.parse('9999-12-31T00:00:00.000Z');
const INTERVAL = ['valid_from', 'valid_to', 'actor_id', 'reason'];

/** One step in a record's life: what a work does with it, and how long ago it is said to hold. */
interface Step {
  readonly kind: 'save' | 'touch' | 'nothing' | 'remove';
  readonly city: string;
  /** Milliseconds before now; null: now. Negative: still to come. */
  readonly ago: number | null;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('save' as const, 'save' as const, 'save' as const, 'touch' as const, 'nothing' as const),
  city: fc.constantFrom('北京', '上海', '广州'),
  ago: fc.option(fc.integer({ min: -100_000, max: 400_000_000 })),
});

/** A life: an import or a plain start, then works of one to four steps, sent at once or one by one; perhaps a removal. */
const life = fc.record({
  begunAgo: fc.option(fc.integer({ min: 0, max: 900_000_000 })),
  first: fc.array(step, { maxLength: 3 }),
  works: fc.array(fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 4 }), flushed: fc.boolean() }), {
    maxLength: 5,
  }),
  removed: fc.boolean(),
});

function momentOf(at: Date, ago: number | null): Date {
  return new Date(at.getTime() - (ago ?? 0));
}

async function act(steps: readonly Step[], record: Customer, at: Date, save: SaveDoor): Promise<void> {
  for (const { kind, city, ago } of steps) {
    if (kind === 'save') record.city = city;
    if (kind === 'touch') save.touch(record);
    else if (ago === null) save.save(record);
    else save.save(record, momentOf(at, ago));
    await save.between();
  }
}

interface SaveDoor {
  save(record: Customer, effectiveAt?: Date): unknown;
  touch(record: Customer): unknown;
  between(): Promise<void>;
}

test('validity intervals have no gap and no overlap, the last one is open, and the last row is the record', async () => {
  const seed = seedFor('history intervals');
  await fc.assert(
    fc.asyncProperty(life, async ({ begunAgo, first, works, removed }) => {
      const id = await one.unitOfWork.run({ actor: null, action: 'test' }, async (work) => {
        const record = customer({ name: '历史' });
        if (begunAgo === null) work.add(record);
        else work.add(record, momentOf(work.at, begunAgo));
        const door = { save: work.save.bind(work), touch: work.touch.bind(work), between: () => Promise.resolve() };
        await act(first, record, work.at, door);
        return record.id;
      });
      for (const { steps, flushed } of works)
        await one.unitOfWork.run({ actor: null, action: 'test' }, async (work) => {
          const record = (await work.fetchUnscoped(Customer, id))!;
          const between = (): Promise<void> => (flushed ? work.flush() : Promise.resolve());
          await act(steps, record, work.at, { save: work.save.bind(work), touch: work.touch.bind(work), between });
          return null;
        });
      if (removed)
        await one.unitOfWork.run({ actor: null, action: 'test' }, async (work) => {
          work.remove((await work.fetchUnscoped(Customer, id))!);
          return null;
        });
      await expectWholeHistory(id);
    }),
    { seed, numRuns: 60 },
  );
}, 120_000);

async function expectWholeHistory(id: string): Promise<void> {
  const rows = await one.database.rows<Row>('SELECT * FROM customer_history WHERE id = ? ORDER BY version', [id]);
  const now = await one.database.one<Row>('SELECT * FROM customer WHERE id = ?', [id]);
  expect(rows.map(({ version }) => version)).toEqual(rows.map((_, index) => index + 1));
  rows.forEach((row, index) => {
    const end = rows[index + 1]?.valid_from.getTime() ?? OPEN_END;
    expect(row.valid_to.getTime()).toBe(end);
    expect(row.valid_from.getTime()).toBeLessThan(end);
    expect(row.valid_from.getTime()).toBeLessThanOrEqual(Date.now() + 60_000);
  });
  const last: Record<string, unknown> = { ...rows.at(-1)! };
  for (const column of INTERVAL) delete last[column];
  expect(last).toEqual(now);
  expect(await kernel.count('audit_entry', 'record_id = ?', [id])).toBe(rows.length);
}

test('concurrent writers leave one unbroken history', async () => {
  const two = kernel.instance();
  const id = await one.unitOfWork.run({ actor: null, action: 'test' }, (work) =>
    Promise.resolve(work.add(customer({ name: '并发' })).id),
  );
  const write = (instance: Instance, city: string): Promise<null> =>
    instance.unitOfWork.run({ actor: null, action: 'test' }, async (work) => {
      const record = (await work.fetchUnscoped(Customer, id))!;
      record.city = city;
      work.touch(record);
      return null;
    });
  await Promise.all(Array.from({ length: 12 }, (_, index) => write(index % 2 ? one : two, `城市${index}`)));
  await expectWholeHistory(id);
  expect(await kernel.count('customer_history', 'id = ?', [id])).toBe(13);
});

test('a record that moved on between works of one transaction keeps each version’s own interval', async () => {
  const id = await one.unitOfWork.run({ actor: null, action: 'test' }, async (work) => {
    const record = work.add(customer({ name: '多次' }));
    await work.flush();
    for (const city of ['北京', '上海', '广州']) {
      record.city = city;
      work.save(record);
    }
    await work.flush();
    record.city = '深圳';
    work.save(record);
    return record.id;
  });
  await expectWholeHistory(id);
  expect(await kernel.count('customer_history', 'id = ?', [id])).toBe(5);
});

test('a moment that is no moment is refused', async () => {
  const odd = one.unitOfWork.run({ actor: null, action: 'test' }, (work) =>
    Promise.resolve(work.add(customer({ name: '无时' }), new Date(Number.NaN)).id),
  );
  await expect(odd).rejects.toThrow(RangeError);
});
