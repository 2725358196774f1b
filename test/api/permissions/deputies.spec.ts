import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { appoint, DEPUTY, type DeputyView, inDays, sendDeputy } from './deputies.js';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

/** A viewer is trusted this long. */
const TRUST_MS = 1_100;
const trust = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, TRUST_MS));

const finds = async (person: TestPerson, id: string): Promise<boolean> =>
  (await person.ask('query($id: ID!) { customer(id: $id) { id } }', { id })).errors === undefined;

describe('deputyCreate', () => {
  test('everybody appoints their own; the deputy holds the roles of the principal from then on, with history and audit', async () => {
    const customerId = await aCustomer().ownedBy(world.alice).save();
    expect(await finds(world.sara, customerId)).toBe(false);
    const { deputy, userErrors } = await appoint(world.nora, world.nora, world.sara);
    expect(userErrors).toEqual([]);
    expect(deputy).toMatchObject({
      ...{ version: 1, reason: '年假', endedAt: null },
      ...{ principal: { login: 'nora' }, deputy: { login: 'sara' } },
    });
    await trust();
    expect(await finds(world.sara, customerId)).toBe(true);
    const { id } = deputy!;
    const history = 'SELECT version, cause, actor_id FROM deputy_history WHERE id = ?';
    expect(await sql(history, [id])).toEqual([{ version: 1, cause: '年假', actor_id: world.nora.id }]);
    expect(await sql('SELECT action FROM audit_entry WHERE record_id = ?', [id])).toEqual([
      { action: 'deputy.create' },
    ]);
  });

  test('an administrator appoints for others; what begins later gives nothing yet, and the list shows it', async () => {
    const customerId = await aCustomer().ownedBy(world.alice).save();
    const from = inDays(1);
    const later = await appoint(world.admin, world.nora, world.sara, { from, until: inDays(2) });
    expect(later.deputy).toMatchObject({ from });
    await trust();
    expect(await finds(world.sara, customerId)).toBe(false);
    const query = `query($filter: DeputyFilter) { deputies(filter: $filter) { totalCount nodes { ${DEPUTY} } } }`;
    const list = async (filter: object): Promise<string[]> => {
      const { deputies } = await world.alice.get<{ deputies: { nodes: DeputyView[] } }>(query, { filter });
      return deputies.nodes.map(({ id }) => id);
    };
    expect(await list({ principalId: { eq: world.nora.id } })).toEqual([later.deputy!.id]);
    expect(await list({ deputyId: { eq: world.nora.id } })).toEqual([]);
  });

  test.each<[string, object, string, string]>([
    ['nobody', { deputyId: '4242' }, 'INVALID_DEPUTY', 'deputyId'],
    ['an end before now', { until: inDays(-1) }, 'INVALID_PERIOD', 'until'],
    ['an end before the beginning', { from: inDays(3), until: inDays(2) }, 'INVALID_PERIOD', 'until'],
    ['more than a year', { until: inDays(400) }, 'INVALID_PERIOD', 'until'],
    ['no reason', { reason: '' }, 'INVALID_IS_NOT_EMPTY', 'reason'],
  ])('%s is refused, and nothing is written', async (_what, input, code, field) => {
    const before = await rowCounts();
    const { deputy, userErrors } = await appoint(world.nora, world.nora, world.sara, input);
    expect(deputy).toBeNull();
    expect(userErrors).toMatchObject([{ code, path: ['input', field] }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('neither oneself nor somebody disabled stands in', async () => {
    await sql('UPDATE person SET active = 0 WHERE id = ?', [world.aaron.id]);
    const before = await rowCounts();
    for (const person of [world.nora, world.aaron])
      expect((await appoint(world.nora, world.nora, person)).userErrors).toMatchObject([{ code: 'INVALID_DEPUTY' }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('a person has one deputy at a time; one may stand in for several', async () => {
    await appoint(world.nora, world.nora, world.sara, { from: inDays(2), until: inDays(4) });
    const before = await rowCounts();
    const overlap = { from: inDays(3), until: inDays(5) };
    expect((await appoint(world.nora, world.nora, world.executive, overlap)).userErrors).toMatchObject([
      { code: 'DEPUTY_OVERLAP', path: ['input', 'from'] },
    ]);
    expect(await rowCounts()).toEqual(before);
    const after = { from: inDays(5), until: inDays(6) };
    expect((await appoint(world.nora, world.nora, world.executive, after)).userErrors).toEqual([]);
    expect((await appoint(world.hugo, world.hugo, world.sara, overlap)).userErrors).toEqual([]);
  });

  test('of three appointed at once for one person one takes the place', async () => {
    const deputies = [world.sara, world.executive, world.hugo];
    const answers = await Promise.all(deputies.map((deputy) => appoint(world.nora, world.nora, deputy)));
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      ...['DEPUTY_OVERLAP', 'DEPUTY_OVERLAP'],
    ]);
    expect(await sql('SELECT id FROM deputy')).toHaveLength(1);
  });

  test('nobody appoints for others without power over them: not themselves as deputy of somebody who holds more', async () => {
    const { root } = world.departments;
    const clerk = await aHolder(
      'clerk',
      root,
      ['person.read', 'person.edit'].map((action) => ({ action, scope: 'ALL' })),
    );
    const plain = await aHolder('plain', root, []);
    const before = await rowCounts();
    const input = { deputyId: clerk.id, until: inDays(1), reason: '代班' };
    const codeOf = async (asker: TestPerson, principal: TestPerson): Promise<string | undefined> =>
      (await sendDeputy(asker, 'Create', { ...input, principalId: principal.id })).errors?.[0]?.extensions.code;
    expect(await codeOf(clerk, world.nora)).toBe('FORBIDDEN');
    expect(await codeOf(world.alice, world.aaron)).toBe('FORBIDDEN');
    expect(await codeOf(plain, world.aaron)).toBe('NOT_FOUND');
    expect(await rowCounts()).toEqual(before);
    expect((await appoint(clerk, plain, world.aaron)).userErrors).toEqual([]);
  });
});

describe('deputyEnd', () => {
  const end = async (asker: TestPerson, id: string, expectedVersion = 1) =>
    sendDeputy(asker, 'End', { id, expectedVersion });

  test('takes the rights away at once, and the place is free again', async () => {
    const customerId = await aCustomer().ownedBy(world.alice).save();
    const { deputy } = await appoint(world.nora, world.nora, world.sara);
    await trust();
    expect(await finds(world.sara, customerId)).toBe(true);
    const { data } = await end(world.nora, deputy!.id);
    expect(data!.done.deputy).toMatchObject({ version: 2, endedAt: expect.any(String) as unknown });
    await trust();
    expect(await finds(world.sara, customerId)).toBe(false);
    const again = await end(world.nora, deputy!.id, 2);
    expect(again.data!.done.userErrors).toMatchObject([{ code: 'DEPUTY_ENDED', path: ['input', 'id'] }]);
    expect((await appoint(world.nora, world.nora, world.executive)).userErrors).toEqual([]);
  });

  test('of two at once one takes effect; others than the principal and their managers may not', async () => {
    const { deputy } = await appoint(world.nora, world.nora, world.sara);
    const before = await rowCounts();
    for (const person of [world.sara, world.alice])
      expect((await end(person, deputy!.id)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
    const answers = await Promise.all([end(world.nora, deputy!.id), end(world.admin, deputy!.id)]);
    const refused = answers.flatMap(({ data }) => data!.done.userErrors);
    expect(refused).toMatchObject([{ code: 'STALE_RECORD', currentVersion: 2 }]);
  });
});
