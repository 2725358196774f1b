import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ChainMoved } from '../../src/kernel/audit/audit-chain.js';
import { EVERYTHING } from '../../src/kernel/access/viewer.js';
import { EraseValues } from '../../src/kernel/audit/erase-values.js';
import { engineError } from './support/faulty-database.js';
import { customer, viewer } from './support/people.js';
import { ALICE, emptyAudit, Sealing } from './support/sealing.js';
import { TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let first: Sealing;

beforeAll(async () => {
  kernel = await TestKernel.open();
});
beforeEach(async () => {
  await emptyAudit(kernel);
  first = new Sealing(kernel);
});
afterEach(() => first.sealer.stop());
afterAll(() => kernel.close());

describe('sealing', () => {
  test('chains what is committed, once, in the order of ids, and the chain is whole', async () => {
    await first.written(3);
    expect((await first.verify()).tail).toMatchObject({ count: 6, oldest: { at: expect.any(Date) } });
    expect(await first.sealer.seal()).toBe(6);
    expect(await first.sealer.seal()).toBe(0);
    const links = await kernel.sql<{ seq: string; entry_id: string }>(
      'SELECT seq, entry_id FROM audit_link ORDER BY seq',
    );
    const entries = await kernel.sql<{ id: string }>('SELECT id FROM audit_entry ORDER BY id');
    expect(links.map(({ entry_id: id }) => id)).toEqual(entries.map(({ id }) => id));
    expect(links.map(({ seq }) => seq)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(await first.verify()).toMatchObject({
      links: 6,
      damages: [],
      head: { seq: '6' },
      tail: { count: 0, oldest: null },
    });
  });

  test('runs by itself: an entry has its link within 2 s of its commit', async () => {
    first.sealer.start();
    await first.written(1);
    const committed = Date.now();
    while ((await first.verify()).tail.count > 0) {
      expect(Date.now() - committed).toBeLessThan(2_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await first.verify()).toMatchObject({ links: 2, damages: [] });
  });

  test('an entry that becomes visible after younger ones is sealed behind them', async () => {
    const slow = kernel.instance();
    let commit = (): void => undefined;
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    let begun = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const late = slow.unitOfWork.run({ actor: ALICE, action: 'customer.create' }, async (work) => {
      const { id } = work.add(customer({ name: '迟到' }));
      await work.flush();
      begun();
      await mayCommit;
      return id;
    });
    await hasBegun;
    await first.written(2);
    expect(await first.sealer.seal()).toBe(4);
    commit();
    const id = await late;
    expect(await first.sealer.seal()).toBe(1);
    const [link] = await kernel.sql<{ seq: string }>(
      'SELECT l.seq FROM audit_link l JOIN audit_entry e ON e.id = l.entry_id WHERE e.record_id = ?',
      [id],
    );
    expect(link!.seq).toBe('5');
    expect(await first.verify()).toMatchObject({ links: 5, damages: [], tail: { count: 0 } });
  });

  test('an entry that was held up for an hour is found by the deep look', async () => {
    await first.written(1);
    await first.sealer.seal();
    const hour = 3_600_000n << 22n;
    await kernel.sql(
      `INSERT INTO audit_entry (id, at, event, action, kind, record_id, record_version, times)
       SELECT id - ?, at, event, action, kind, record_id, 7, 1 FROM audit_entry ORDER BY id LIMIT 1`,
      [hour.toString()],
    );
    await kernel.sql(
      `INSERT INTO audit_value (entry_id, changes) SELECT id, '{}' FROM audit_entry WHERE record_version = 7`,
    );
    expect(await first.sealer.seal()).toBe(0);
    expect((await first.verify()).tail.count).toBe(1);
    await first.sealer.stop();
    first = new Sealing(kernel);
    expect(await first.sealer.seal()).toBe(1);
    expect(await first.verify()).toMatchObject({ links: 3, damages: [], tail: { count: 0 } });
  });

  test('an entry from before there were salts gets them when it is sealed', async () => {
    await first.written(1);
    await kernel.sql('UPDATE audit_value SET salts = NULL');
    await first.sealer.seal();
    expect(await kernel.count('audit_value', 'salts IS NULL')).toBe(0);
    expect(await first.damage()).toEqual([]);
  });
});

describe('an entry that is erased', () => {
  const eraser = viewer('9', { 'audit.erase': EVERYTHING });
  const erase = async (): Promise<void> => {
    const { database, unitOfWork, mapper } = first.instance;
    const [{ id: recordId } = { id: '' }] = await kernel.sql<{ id: string }>(
      'SELECT id FROM customer ORDER BY id LIMIT 1',
    );
    const request = { kind: 'customer', recordId, fields: ['phone'], reason: '本人要求' };
    expect(await new EraseValues(database, unitOfWork, mapper).execute(eraser, request)).toMatchObject({ entries: 2 });
    expect(await kernel.count('audit_value', 'changes LIKE ?', ['%13900000000%'])).toBe(0);
  };

  test.each([
    ['before it is sealed, with salts', 'SELECT 1'],
    ['before it is sealed, without salts', 'UPDATE audit_value SET salts = NULL'],
  ])('%s is sealed all the same', async (_, statement) => {
    await first.written(1);
    await kernel.sql(statement);
    await erase();
    expect(await first.sealer.seal()).toBe(3);
    expect(await first.verify()).toMatchObject({ links: 3, damages: [], tail: { count: 0 } });
  });

  test('between being read and being sealed leaves the chain whole', async () => {
    await first.written(1);
    const read = await first.chain.unsealed('0', 10);
    await erase();
    await first.chain.append(await first.chain.head(), read, 1);
    expect(await first.damage()).toEqual([]);
  });

  test('between being read without salts and being sealed is left for the next look', async () => {
    await first.written(1);
    await kernel.sql('UPDATE audit_value SET salts = NULL');
    const read = await first.chain.unsealed('0', 10);
    await erase();
    await expect(first.chain.append(await first.chain.head(), read, 1)).rejects.toThrow(ChainMoved);
    expect(await first.sealer.seal()).toBe(3);
    expect(await first.damage()).toEqual([]);
  });
});

describe('two instances', () => {
  test('one seals; the other takes over when the first has stopped, with a higher fence', async () => {
    const second = new Sealing(kernel);
    await first.written(1);
    expect(await first.sealer.seal()).toBe(2);
    await first.written(1);
    expect(await second.sealer.seal()).toBe(0);
    await first.sealer.stop();
    expect(await second.sealer.seal()).toBe(2);
    const [head] = await kernel.sql<{ fence: string; seq: string }>('SELECT fence, seq FROM audit_head');
    expect(head).toEqual({ fence: '2', seq: '4' });
    expect(await first.damage()).toEqual([]);
    await second.sealer.stop();
  });

  test('a sealer that was away for longer than its lease is refused, and the chain stays whole', async () => {
    await first.written(1);
    const head = await first.chain.head();
    const entries = await first.chain.unsealed('0', 10);
    const second = new Sealing(kernel);
    await second.chain.append(head, entries, 2);
    await expect(first.chain.append(head, entries, 1)).rejects.toThrow(ChainMoved);
    await expect(first.chain.append(await first.chain.head(), entries, 2)).rejects.toThrow(ChainMoved);
    await first.written(1);
    const younger = await first.chain.unsealed('0', 10);
    await expect(first.chain.append(await first.chain.head(), younger, 1)).rejects.toThrow(ChainMoved);
    expect(await first.verify()).toMatchObject({ links: 2, damages: [], tail: { count: 2 } });
  });

  test('both at once seal each entry once', async () => {
    await first.written(4);
    const second = new Sealing(kernel);
    const seal = async ({ chain }: Sealing): Promise<void> => {
      for (let left = 1; left > 0;) {
        const entries = await chain.unsealed('0', 1);
        left = entries.length;
        if (left > 0) await chain.append(await chain.head(), entries, 1).catch(onlyMoved);
      }
    };
    await Promise.all([seal(first), seal(second)]);
    expect(await first.verify()).toMatchObject({ links: 8, damages: [], tail: { count: 0 } });
  });

  test('what dies in the midst of sealing leaves no half of it', async () => {
    await first.written(2);
    first.instance.database.fault = (text) => (/INSERT INTO audit_link/.test(text) ? engineError(1317) : null);
    await expect(first.sealer.seal()).rejects.toThrow();
    first.instance.database.fault = null;
    expect(await first.verify()).toMatchObject({ links: 0, damages: [], head: { seq: '0' }, tail: { count: 4 } });
    expect(await first.sealer.seal()).toBe(4);
    expect(await first.damage()).toEqual([]);
  });
});

function onlyMoved(error: unknown): void {
  if (!(error instanceof ChainMoved)) throw error;
}
