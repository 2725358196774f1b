import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuditChain, ChainMoved } from '../../src/kernel/audit/audit-chain.js';
import { AuditSealer } from '../../src/kernel/audit/audit-sealer.js';
import { AuditVerifier, type ChainReport } from '../../src/kernel/audit/audit-verifier.js';
import { Leases } from '../../src/kernel/jobs/lease.js';
import { Customer } from '../../src/modules/customers/domain/customer.js';
import { customer, viewer } from './support/people.js';
import { engineError } from './support/faulty-database.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let first: Sealing;

interface Sealing {
  readonly instance: Instance;
  readonly chain: AuditChain;
  readonly sealer: AuditSealer;
}

function sealing(): Sealing {
  const instance = kernel.instance();
  const { database, unitOfWork, log } = instance;
  const chain = new AuditChain(database, unitOfWork);
  return { instance, chain, sealer: new AuditSealer(database, chain, new Leases(database), log) };
}

const alice = viewer('7');
const verify = (noted: { seq: string; link: string } | null = null): Promise<ChainReport> =>
  new AuditVerifier(first.instance.database).verify(noted);
const damage = async (): Promise<unknown[]> => (await verify()).damages.map(({ seq, what }) => [seq, what]);

/** Adds so many customers, one transaction each, and changes the telephone number of each. */
async function written(count: number): Promise<void> {
  const { unitOfWork } = first.instance;
  for (let n = 0; n < count; n++) {
    const id = await unitOfWork.run({ actor: alice, action: 'customer.create' }, (work) =>
      Promise.resolve(work.add(customer({ name: `客户${n}`, phone: '13800000000' })).id),
    );
    await unitOfWork.run({ actor: alice, action: 'customer.edit', reason: '回访' }, async (work) => {
      const known = await work.fetch(Customer, id, { verb: 'edit' });
      known.phone = `1390000000${n}`;
      work.save(known);
    });
  }
}

beforeAll(async () => {
  kernel = await TestKernel.open();
});
beforeEach(async () => {
  for (const table of [
    'audit_entry',
    'audit_value',
    'audit_link',
    'audit_head',
    'lease',
    'customer',
    'customer_history',
  ])
    await kernel.sql(`DELETE FROM ${table}`);
  first = sealing();
});
afterEach(() => first.sealer.stop());
afterAll(() => kernel.close());

describe('sealing', () => {
  test('chains what is committed, once, in the order of ids, and the chain is whole', async () => {
    await written(3);
    expect((await verify()).tail).toMatchObject({ count: 6, oldest: { at: expect.any(Date) } });
    expect(await first.sealer.seal()).toBe(6);
    expect(await first.sealer.seal()).toBe(0);
    const links = await kernel.sql<{ seq: string; entry_id: string }>(
      'SELECT seq, entry_id FROM audit_link ORDER BY seq',
    );
    const entries = await kernel.sql<{ id: string }>('SELECT id FROM audit_entry ORDER BY id');
    expect(links.map(({ entry_id: id }) => id)).toEqual(entries.map(({ id }) => id));
    expect(links.map(({ seq }) => seq)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(await verify()).toMatchObject({
      links: 6,
      damages: [],
      head: { seq: '6' },
      tail: { count: 0, oldest: null },
    });
  });

  test('runs by itself: an entry has its link within 2 s of its commit', async () => {
    first.sealer.start();
    await written(1);
    const committed = Date.now();
    while ((await verify()).tail.count > 0) {
      expect(Date.now() - committed).toBeLessThan(2_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await verify()).toMatchObject({ links: 2, damages: [] });
  });

  test('an entry that becomes visible after younger ones is sealed behind them', async () => {
    const slow = kernel.instance();
    let commit = (): void => undefined;
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    let begun = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const late = slow.unitOfWork.run({ actor: alice, action: 'customer.create' }, async (work) => {
      const { id } = work.add(customer({ name: '迟到' }));
      await work.flush();
      begun();
      await mayCommit;
      return id;
    });
    await hasBegun;
    await written(2);
    expect(await first.sealer.seal()).toBe(4);
    commit();
    const id = await late;
    expect(await first.sealer.seal()).toBe(1);
    const [link] = await kernel.sql<{ seq: string }>(
      'SELECT l.seq FROM audit_link l JOIN audit_entry e ON e.id = l.entry_id WHERE e.record_id = ?',
      [id],
    );
    expect(link!.seq).toBe('5');
    expect(await verify()).toMatchObject({ links: 5, damages: [], tail: { count: 0 } });
  });

  test('an entry that was held up for an hour is found by the deep look', async () => {
    await written(1);
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
    expect((await verify()).tail.count).toBe(1);
    await first.sealer.stop();
    first = sealing();
    expect(await first.sealer.seal()).toBe(1);
    expect(await verify()).toMatchObject({ links: 3, damages: [], tail: { count: 0 } });
  });

  test('an entry from before there were salts gets them when it is sealed', async () => {
    await written(1);
    await kernel.sql('UPDATE audit_value SET salts = NULL');
    await first.sealer.seal();
    expect(await kernel.count('audit_value', 'salts IS NULL')).toBe(0);
    expect(await damage()).toEqual([]);
  });
});

describe('two instances', () => {
  test('one seals; the other takes over when the first has stopped, with a higher fence', async () => {
    const second = sealing();
    await written(1);
    expect(await first.sealer.seal()).toBe(2);
    await written(1);
    expect(await second.sealer.seal()).toBe(0);
    await first.sealer.stop();
    expect(await second.sealer.seal()).toBe(2);
    const [head] = await kernel.sql<{ fence: string; seq: string }>('SELECT fence, seq FROM audit_head');
    expect(head).toEqual({ fence: '2', seq: '4' });
    expect(await damage()).toEqual([]);
    await second.sealer.stop();
  });

  test('a sealer that was away for longer than its lease is refused, and the chain stays whole', async () => {
    await written(1);
    const head = await first.chain.head();
    const entries = await first.chain.unsealed('0', 10);
    const second = sealing();
    await second.chain.append(head, entries, 2);
    await expect(first.chain.append(head, entries, 1)).rejects.toThrow(ChainMoved);
    await expect(first.chain.append(await first.chain.head(), entries, 2)).rejects.toThrow(ChainMoved);
    await written(1);
    const younger = await first.chain.unsealed('0', 10);
    await expect(first.chain.append(await first.chain.head(), younger, 1)).rejects.toThrow(ChainMoved);
    expect(await verify()).toMatchObject({ links: 2, damages: [], tail: { count: 2 } });
  });

  test('both at once seal each entry once', async () => {
    await written(4);
    const second = sealing();
    const seal = async ({ chain }: Sealing): Promise<void> => {
      for (let left = 1; left > 0;) {
        const entries = await chain.unsealed('0', 1);
        left = entries.length;
        if (left > 0) await chain.append(await chain.head(), entries, 1).catch(onlyMoved);
      }
    };
    await Promise.all([seal(first), seal(second)]);
    expect(await verify()).toMatchObject({ links: 8, damages: [], tail: { count: 0 } });
  });

  test('what dies in the midst of sealing leaves no half of it', async () => {
    await written(2);
    first.instance.database.fault = (text) => (/INSERT INTO audit_link/.test(text) ? engineError(1317) : null);
    await expect(first.sealer.seal()).rejects.toThrow();
    first.instance.database.fault = null;
    expect(await verify()).toMatchObject({ links: 0, damages: [], head: { seq: '0' }, tail: { count: 4 } });
    expect(await first.sealer.seal()).toBe(4);
    expect(await damage()).toEqual([]);
  });
});

function onlyMoved(error: unknown): void {
  if (!(error instanceof ChainMoved)) throw error;
}

describe('what was tampered with is named', () => {
  beforeEach(async () => {
    await written(3);
    await first.sealer.seal();
  });

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
    const { damages } = await verify();
    expect(damages).toHaveLength(1);
    const [link] = await kernel.sql<{ entry_id: string }>('SELECT entry_id FROM audit_link WHERE seq = 4');
    expect(damages[0]).toMatchObject({ seq: '4', entryId: link!.entry_id });
    expect(damages[0]!.what).toContain(what);
  });

  test('a missing link, and its entry is not sealed any more', async () => {
    await kernel.sql('DELETE FROM audit_link WHERE seq = 4');
    expect(await damage()).toEqual([['4', 'link missing']]);
    expect((await verify()).tail.count).toBe(1);
  });

  test('the last link is missing', async () => {
    await kernel.sql('DELETE FROM audit_link WHERE seq = 6');
    expect(await damage()).toEqual([['6', 'link missing']]);
  });

  test('all links are missing', async () => {
    await kernel.sql('DELETE FROM audit_link');
    expect(await damage()).toEqual([['1', '6 links missing, up to the end of the chain']]);
  });

  test('an entry and a link that were made to fit each other: the link does not follow from the one before', async () => {
    await kernel.sql(`UPDATE audit_entry SET actor_id = 8 WHERE id = ${entryOf}`);
    await kernel.sql(
      'UPDATE audit_link l JOIN audit_link o ON o.seq = 2 SET l.entry_digest = o.entry_digest WHERE l.seq = 4',
    );
    const { damages } = await verify();
    expect(damages[0]).toMatchObject({ seq: '4', what: expect.stringContaining('link changed') });
  });

  test('two links that changed places', async () => {
    await kernel.sql('UPDATE audit_link SET seq = CASE seq WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE seq IN (3, 4)');
    await kernel.sql('UPDATE audit_link SET seq = -seq WHERE seq < 0');
    expect((await verify()).damages[0]).toMatchObject({ seq: '3', what: expect.stringContaining('link changed') });
  });

  test('a chain that was written anew from one place on is whole, but not the one whose end was noted', async () => {
    const { head } = await verify();
    await kernel.sql(`UPDATE audit_entry SET actor_id = 8 WHERE id = ${entryOf}`);
    await kernel.sql('DELETE FROM audit_link');
    await kernel.sql('DELETE FROM audit_head');
    await first.sealer.seal();
    expect(await damage()).toEqual([]);
    expect((await verify(head)).damages).toEqual([
      { seq: '6', entryId: expect.any(String), what: 'link rewritten: it is not the one that was noted' },
    ]);
  });

  test('a chain whose end was cut off together with its head: the noted end is beyond it', async () => {
    const { head } = await verify();
    await kernel.sql('UPDATE audit_head SET seq = 5, link = (SELECT link FROM audit_link WHERE seq = 5)');
    await kernel.sql(`DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link WHERE seq = 6)`);
    await kernel.sql('DELETE FROM audit_link WHERE seq = 6');
    expect(await damage()).toEqual([]);
    expect((await verify(head)).damages).toMatchObject([{ seq: '6', what: expect.stringContaining('cut off') }]);
  });

  test('a chain that goes on after an end was noted still holds it', async () => {
    const { head } = await verify();
    await written(1);
    await first.sealer.seal();
    expect((await verify(head)).damages).toEqual([]);
  });
});
