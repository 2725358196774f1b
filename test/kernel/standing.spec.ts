import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OrganisationFinder } from '../../src/modules/permissions/queries/organisation-finder.js';
import { TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let organisation: OrganisationFinder;
let statements = 0;
beforeAll(async () => {
  kernel = await TestKernel.open();
  const { database } = kernel.instance();
  database.onStatement = () => (statements += 1);
  organisation = new OrganisationFinder(database);
});
afterAll(() => kernel.close());

const AT = new Date('2026-03-10T08:00:00.000Z');
const STORED = { version: 1, created_at: AT, updated_at: AT };

async function insert(table: string, values: Record<string, unknown>): Promise<void> {
  const row = { ...STORED, ...values };
  const slots = Object.keys(row).map(() => '?');
  await kernel.sql(
    `INSERT INTO ${table} (${Object.keys(row).join(',')}) VALUES (${slots.join(',')})`,
    Object.values(row),
  );
}

const department = (id: number, path: string): Promise<void> => insert('department', { id, name: `d${id}`, path });

const person = (id: number, facts: Record<string, unknown> = {}): Promise<void> =>
  insert('person', {
    ...{ id, login: `p${id}`, name: `p${id}`, type: 'STAFF', level: 1, department_id: 1, active: 1, search_text: '' },
    ...facts,
  });

const besides = (id: number, departmentId: number, facts: Record<string, unknown> = {}): Promise<void> =>
  insert('person_department', { id, person_id: 10, department_id: departmentId, ...facts });

/** The tree 1 → (2 → (3, 4), 5 → 6), and 22, whose path begins with the digits of another. */
beforeEach(async () => {
  for (const table of ['department', 'person', 'person_department', 'deputy']) await kernel.sql(`DELETE FROM ${table}`);
  for (const [id, path] of [
    [1, '/1/'],
    [2, '/1/2/'],
    [3, '/1/2/3/'],
    [4, '/1/2/4/'],
    [5, '/1/5/'],
    [6, '/1/5/6/'],
    [22, '/1/22/'],
  ] as const)
    await department(id, path);
});

describe('departments', () => {
  test('of somebody with a main one alone: that, and all below', async () => {
    await person(10, { department_id: 2 });
    expect(await organisation.standing('10')).toEqual({
      ...{ personId: '10', departmentId: '2', departmentIds: ['2'], departmentIdsBelow: ['2', '3', '4'], teamIds: [] },
    });
  });

  test('of somebody who belongs to others besides: the main one first, each once; what was ended or deleted is gone', async () => {
    await person(10, { department_id: 5 });
    await besides(100, 3);
    await besides(101, 2);
    await besides(102, 5);
    await besides(103, 22, { deleted_at: AT });
    await kernel.sql('UPDATE department SET deleted_at = ? WHERE id = 6', [AT]);
    const { departmentId, departmentIds, departmentIdsBelow } = await organisation.standing('10');
    expect([departmentId, departmentIds]).toEqual(['5', ['5', '2', '3']]);
    expect(departmentIdsBelow).toEqual(['2', '3', '4', '5']);
  });

  test('of nobody: there is no such standing', async () => {
    await expect(organisation.standing('4242')).rejects.toThrow('There is no person 4242.');
  });
});

describe('team', () => {
  test('whoever reports to the person directly or over others, disabled ones too, deleted ones and other lines not', async () => {
    await person(10);
    await person(11, { manager_id: 10 });
    await person(12, { manager_id: 11, active: 0 });
    await person(13, { manager_id: 12, department_id: 6 });
    await person(14, { manager_id: 10, deleted_at: AT });
    await person(15, { manager_id: 14 });
    await person(16);
    await person(17, { manager_id: 16 });
    expect((await organisation.standing('10')).teamIds).toEqual(['11', '12', '13']);
    expect((await organisation.standing('12')).teamIds).toEqual(['13']);
    expect((await organisation.standing('13')).teamIds).toEqual([]);
  });

  test('people who report to each other in a circle are everybody but oneself', async () => {
    await person(10, { manager_id: 12 });
    await person(11, { manager_id: 10 });
    await person(12, { manager_id: 11 });
    expect((await organisation.standing('10')).teamIds).toEqual(['11', '12']);
    expect((await organisation.standing('12')).teamIds).toEqual(['10', '11']);
  });

  test('takes one statement a level, however many people there are', async () => {
    await person(10);
    for (let id = 1_000; id < 1_060; id++) await person(id, { manager_id: id < 1_030 ? 10 : id - 30 });
    statements = 0;
    expect((await organisation.standing('10')).teamIds).toHaveLength(60);
    expect(statements).toBe(5);
  });
});

describe('principals', () => {
  const deputy = (id: number, principalId: number, facts: Record<string, unknown> = {}): Promise<void> =>
    insert('deputy', {
      ...{ id, principal_id: principalId, deputy_id: 10, cause: '休假' },
      ...{ starts_at: new Date('2026-03-10T00:00:00.000Z'), ends_at: new Date('2026-03-12T00:00:00.000Z') },
      ...facts,
    });

  test('those whose period has begun and has not passed, to the millisecond', async () => {
    await person(10);
    await person(20);
    await deputy(1, 20);
    const at = (moment: string): Promise<string[]> => organisation.principalsOf('10', new Date(moment));
    expect(await at('2026-03-09T23:59:59.999Z')).toEqual([]);
    expect(await at('2026-03-10T00:00:00.000Z')).toEqual(['20']);
    expect(await at('2026-03-11T23:59:59.999Z')).toEqual(['20']);
    expect(await at('2026-03-12T00:00:00.000Z')).toEqual([]);
    expect(await organisation.principalsOf('20', AT)).toEqual([]);
  });

  test('neither what was ended or taken back, nor anybody disabled or deleted, nor the principals of principals', async () => {
    for (const id of [10, 20, 21, 24]) await person(id);
    await person(22, { active: 0 });
    await person(23, { deleted_at: AT });
    await deputy(1, 20, { ended_at: AT });
    await deputy(2, 21, { deleted_at: AT });
    await deputy(3, 22);
    await deputy(4, 23);
    await deputy(5, 24);
    await deputy(6, 24);
    await deputy(7, 20, { deputy_id: 24 });
    expect(await organisation.principalsOf('10', AT)).toEqual(['24']);
    expect(await organisation.principalsOf('24', AT)).toEqual(['20']);
  });
});
