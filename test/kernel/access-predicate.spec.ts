import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { VisibleRecords } from '../../src/kernel/lists/visible-records.js';
import { Forbidden, NotFound } from '../../src/kernel/runtime/domain-error.js';
import { defineReadable, visible } from '../../src/kernel/access/readable.js';
import type { OrderStep } from '../../src/kernel/lists/define-list.js';
import { type DataScope, EVERYTHING, NOTHING, type Viewer } from '../../src/kernel/access/viewer.js';
import { Customer } from '../../src/modules/customers/domain/customer.js';
import { Contact } from '../../src/modules/customers/domain/contact.js';
import { CONTACT } from '../../src/modules/customers/customers.permissions.js';
import { RecordGrant } from '../../src/modules/permissions/domain/record-grant.js';
import { allPages, listReader, TRIAL, type TrialRow } from './support/customer-lists.js';
import { customer, viewer } from './support/people.js';
import { Chance, seedFor } from './support/seeds.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let one: Instance;
const seed = seedFor('access predicate');
const chance = new Chance(seed);

const PEOPLE = ['11', '12', '13', '14'];
const DEPARTMENTS = ['21', '22', '23'];

/** What the world holds, to be judged in memory. */
interface Held {
  readonly id: string;
  readonly ownerId: string;
  readonly departmentId: string;
  readonly deleted: boolean;
}
interface Given {
  readonly recordId: string;
  readonly personId: string;
  readonly level: 'read' | 'edit';
  readonly counts: boolean;
}
const customers: Held[] = [];
const contacts: { id: string; customerId: string; deleted: boolean }[] = [];
const grants: Given[] = [];

beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
  await one.unitOfWork.run({ actor: null, action: 'test' }, async (work) => {
    for (let index = 0; index < 30; index++) {
      const [ownerId, departmentId] = [chance.oneOf(PEOPLE), chance.oneOf(DEPARTMENTS)];
      const made = work.add(customer({ name: `客户${index}` }, ownerId, departmentId));
      const deleted = chance.onceIn(6);
      customers.push({ id: made.id, ownerId, departmentId, deleted });
      for (let kids = chance.below(3); kids > 0; kids--) {
        const contact = work.add(
          Object.assign(new Contact(), { customerId: made.id, name: '联系人', doNotContact: false, custom: {} }),
        );
        const gone = chance.onceIn(5);
        contacts.push({ id: contact.id, customerId: made.id, deleted: gone });
        if (gone) work.remove(contact);
      }
      if (deleted) work.remove(made);
    }
    for (let index = 0; index < 25; index++) {
      const grant = {
        recordId: chance.oneOf(customers).id,
        personId: chance.oneOf(PEOPLE),
        level: chance.oneOf(['read', 'edit'] as const),
        kind: chance.oneOf(['customer', 'customer', 'contact']),
        until: chance.oneOf([null, new Date(Date.now() - 60_000), new Date(Date.now() + 3_600_000)]),
      };
      const record = work.add(
        Object.assign(new RecordGrant(), { ...grant, spreads: false, cause: 'test', causeId: null }),
      );
      const revoked = chance.onceIn(5);
      if (revoked) work.remove(record);
      const { recordId, personId, level, kind, until } = grant;
      grants.push({
        recordId,
        personId,
        level,
        counts: kind === 'customer' && !revoked && (until === null || until > new Date()),
      });
    }
    await work.flush();
    return null;
  });
});
afterAll(() => kernel.close());

function randomScope(personId: string, grantLevel: 'read' | 'edit'): DataScope {
  if (chance.onceIn(8)) return EVERYTHING;
  if (chance.onceIn(8)) return NOTHING;
  return {
    all: false,
    ownerIds: chance.onceIn(2) ? [personId] : [],
    departmentIds: DEPARTMENTS.filter(() => chance.onceIn(3)),
    grantedTo: chance.onceIn(2) ? [personId, chance.oneOf(PEOPLE)].slice(0, chance.onceIn(2) ? 1 : 2) : [],
    grantLevel,
  };
}

/** The rule, told in memory. */
function reaches(scope: DataScope, { id, ownerId, departmentId }: Held): boolean {
  const granted = grants.some(
    (grant) =>
      grant.counts &&
      grant.recordId === id &&
      scope.grantedTo.includes(grant.personId) &&
      (scope.grantLevel === 'read' || grant.level === 'edit'),
  );
  return scope.all || scope.ownerIds.includes(ownerId) || scope.departmentIds.includes(departmentId) || granted;
}

function someone(): { asker: Viewer; read: DataScope; edit: DataScope; contact: DataScope } {
  const personId = chance.oneOf(PEOPLE);
  const [read, edit, contact] = [
    randomScope(personId, 'read'),
    randomScope(personId, 'edit'),
    randomScope(personId, 'read'),
  ];
  const scopes = { 'customer.read': read, 'customer.edit': edit, 'contact.read': contact };
  return { asker: viewer(personId, scopes), read, edit, contact };
}

test('in random worlds everyone sees exactly what the rule in memory says: list, count, single, many, relation', async () => {
  const reader = listReader(one);
  const records = new VisibleRecords(one.database);
  for (let round = 0; round < 40; round++) {
    const { asker, read } = someone();
    const wanted = customers
      .filter((row) => !row.deleted && reaches(read, row))
      .map(({ id }) => id)
      .sort();
    const page = await reader.page<TrialRow>(TRIAL, asker, { first: 100 });
    expect(page.nodes.map(({ id }) => id).sort()).toEqual(wanted);
    expect(await page.totalCount).toBe(wanted.length);
    const ids = customers.map(({ id }) => id);
    expect((await reader.byIds<TrialRow>(TRIAL, asker, ids)).map(({ id }) => id).sort()).toEqual(wanted);
    const scope = {
      requestId: 'r',
      locale: 'en' as const,
      viewer: asker,
      address: null,
      statements: 0,
      loaders: new Map(),
    };
    const seen = await Promise.all(ids.map((id) => records.maySee(scope, 'customer', id)));
    expect(ids.filter((_, index) => seen[index]).sort()).toEqual(wanted);
    const linked = await Promise.all(ids.map((id) => reader.related<TrialRow>(TRIAL, scope, id)));
    expect(
      linked
        .filter((row) => row !== null)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(wanted);
  }
}, 60_000);

test('page by page in every order, whether a way reaches few rows or many: the same rows, each once, and the same count', async () => {
  const fields = ['NAME', 'CITY', 'EMPLOYEES', 'CREATED'];
  for (let round = 0; round < 40; round++) {
    const { asker, read } = someone();
    const step = (): OrderStep => ({ field: chance.oneOf(fields), direction: chance.oneOf(['ASC', 'DESC']) });
    const orderBy = [step(), step()];
    const reader = listReader(one, chance.oneOf([0, 2, 1_000]));
    const { rows, total } = await allPages(one, asker, { first: 1 + chance.below(6), orderBy }, reader);
    const wanted = customers.filter((row) => !row.deleted && reaches(read, row)).map(({ id }) => id);
    expect(rows.map(({ id }) => id).sort()).toEqual(wanted.sort());
    expect(total).toBe(wanted.length);
    const everything = await allPages(one, viewer('1'), { first: 100, orderBy });
    const order = everything.rows.map(({ id }) => id).filter((id) => wanted.includes(id));
    expect(rows.map(({ id }) => id)).toEqual(order);
  }
});

test('children are seen with their living parent, by the scope for the child', async () => {
  for (let round = 0; round < 30; round++) {
    const { asker, contact } = someone();
    const seen = visible(asker, CONTACT, 't');
    const rows = await one.database.rows<{ id: string }>(`SELECT t.id FROM contact t WHERE ${seen.text}`, seen.params);
    const wanted = contacts.filter((row) => {
      const parent = customers.find(({ id }) => id === row.customerId)!;
      return !row.deleted && !parent.deleted && reaches(contact, parent);
    });
    expect(rows.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
  }
});

test('the write door: unseen and missing answer alike, seen but out of reach is forbidden', async () => {
  for (let round = 0; round < 40; round++) {
    const { asker, read, edit } = someone();
    const row = chance.oneOf(customers);
    const outcome = await one.unitOfWork
      .run({ actor: asker, action: 'customer.edit' }, async (work) => {
        await work.fetch(Customer, row.id, { verb: 'edit' });
        return 'reached';
      })
      .catch((error: unknown) => error);
    const seen = !row.deleted && reaches(read, row);
    if (!seen) expect(outcome).toEqual(new NotFound());
    else if (reaches(edit, row)) expect(outcome).toBe('reached');
    else expect(outcome).toEqual(new Forbidden('customer.edit'));
  }
});

test('an action that is not held reaches nothing, and names of Object.prototype are no actions', () => {
  const nobody = { ...viewer('11'), scopes: new Map() };
  expect(visible(nobody, CONTACT, 't')).toEqual({ text: 't.deleted_at IS NULL AND 1=0', params: [] });
  for (const verb of ['constructor', '__proto__', 'toString'])
    expect(visible(viewer('11'), CONTACT, 't', verb).text).toContain('1=0');
});

test('a kind is declared once', () => {
  expect(() => defineReadable({ kind: 'customer', table: 'x', owner: 'y', department: 'z' })).toThrow('twice');
});
