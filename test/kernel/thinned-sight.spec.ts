import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ThinnedMonths } from '../../src/kernel/database/thinned-months.js';
import { HistoryThinning } from '../../src/kernel/history/history-thinning.js';
import { RecordHistory, type RecordVersionView } from '../../src/kernel/history/record-history.js';
import { readCompany } from '../../src/kernel/runtime/company.js';
import { NotFound } from '../../src/kernel/runtime/domain-error.js';
import type { RequestScope } from '../../src/kernel/runtime/request-scope.js';
import type { Settings } from '../../src/kernel/runtime/settings.js';
import { Contact } from '../../src/modules/customers/domain/contact.js';
import { customer, viewer } from './support/people.js';
import { Chance, seedFor } from './support/seeds.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

const SYSTEM = { actor: null, action: 'test' };
const DAY_MS = 86_400_000;
const OWNERS = ['1', '2', '3'];
const RECORDS = 12;

let kernel: TestKernel;
let one: Instance;
beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
});
afterAll(() => kernel.close());

/** Moments past, the earliest first; many of them within the same weeks, so that there is something to thin. */
function moments(chance: Chance, now: Date, count: number): Date[] {
  const days = Array.from({ length: count }, () => 500 + 30 * chance.below(8) + chance.below(20_000) / 1_000);
  return days.sort((a, b) => b - a).map((ago) => new Date(now.getTime() - ago * DAY_MS));
}

/** A customer that changes hands and is edited, and a contact of it that is edited; answers both. */
function lives(chance: Chance): Promise<[kind: string, id: string][]> {
  return one.unitOfWork.run(SYSTEM, (work) => {
    const begin = new Date(work.at.getTime() - 800 * DAY_MS);
    const record = work.add(customer({ name: '客户' }, '1'), begin);
    const facts = { name: '联系人', title: null, phone: null, email: null, birthday: null, buyingRole: null };
    const contact = work.add(
      Contact.of(record.id, { ...facts, relationshipLevel: null, doNotContact: false, notes: null, externalKey: null }),
      begin,
    );
    for (const at of moments(chance, work.at, 30)) {
      if (chance.onceIn(3)) record.ownerId = chance.oneOf(OWNERS);
      record.city = String(at.getTime());
      work.save(record, at);
    }
    for (const at of moments(chance, work.at, 30)) {
      contact.phone = String(at.getTime());
      work.save(contact, at);
    }
    return Promise.resolve([
      ['customer', record.id],
      ['contact', contact.id],
    ]);
  });
}

function nothingSeen(error: unknown): { nodes: RecordVersionView[] } {
  if (error instanceof NotFound) return { nodes: [] };
  throw error;
}

/** What each of the owners is told of a record's history. */
async function told(kind: string, id: string): Promise<RecordVersionView[][]> {
  const history = new RecordHistory(one.database, kernel.mapper);
  const scope = { all: false, departmentIds: [], grantedTo: [], grantLevel: 'read' as const };
  return Promise.all(
    OWNERS.map(async (owner) => {
      const asker = viewer(owner, { [`${kind}.read`]: { ...scope, ownerIds: [owner] } });
      const request = { viewer: asker, locale: 'en', loaders: new Map(), statements: 0 } as unknown as RequestScope;
      const page = await history.page(request, { kind, id, first: 100 }).catch(nothingSeen);
      return [...page.nodes];
    }),
  );
}

test('a history that is thinned shows nobody a version that they did not see before, and hides none that is kept', async () => {
  const chance = new Chance(seedFor('who sees thinned histories'));
  const records: [string, string][] = [];
  for (let n = 0; n < RECORDS; n++) records.push(...(await lives(chance)));
  const before = await Promise.all(records.map(([kind, id]) => told(kind, id)));
  const months = new ThinnedMonths(one.database);
  const settings = { historyExactMonths: 12 } as Settings;
  const company = readCompany({});
  const job = new HistoryThinning(one.database, one.unitOfWork, months, kernel.mapper, one.clock, settings, company);
  const run = { plannedAt: new Date(), fence: 1, signal: new AbortController().signal };
  await job.run(run);
  await kernel.sql('UPDATE thinned_month SET announced_at = announced_at - INTERVAL 1 DAY');
  expect(await job.run(run)).toMatch(/^[1-9]\d* versions of/);
  for (const [place, [kind, id]] of records.entries()) {
    const rows = await kernel.sql<{ version: number }>(`SELECT version FROM ${kind}_history WHERE id = ?`, [id]);
    const kept = new Set(rows.map(({ version }) => version));
    const after = await told(kind, id);
    OWNERS.forEach((_, asker) => {
      const numbers = (views: readonly RecordVersionView[]): number[] => views.map(({ version }) => version);
      const seen = numbers(before[place]![asker]!);
      expect([kind, numbers(after[asker]!)]).toEqual([kind, seen.filter((version) => kept.has(version))]);
    });
  }
  const gone = async (kind: string): Promise<number> => RECORDS * 31 - (await kernel.count(`${kind}_history`));
  expect([(await gone('customer')) > 0, (await gone('contact')) > 0]).toEqual([true, true]);
}, 120_000);
