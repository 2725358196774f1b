import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { aLeaver, ended, openHeldBy, preview, see, start } from './handover-client.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const to = (person: TestPerson): object => ({ to: 'PERSON', personId: person.id });

describe('refusals', () => {
  let leaver: TestPerson;
  beforeAll(async () => {
    ({ leaver } = await aLeaver(world, 'rosa'));
  });

  async function refusal(asker: TestPerson, input: object): Promise<unknown> {
    const before = await rowCounts();
    const answer = await start(asker, { personId: leaver.id, rules: [], ...input });
    expect(await rowCounts()).toEqual(before);
    return 'refused' in answer ? answer.refused : answer;
  }

  test.each<[string, () => object, string, string[]]>([
    [
      'a taker who is missing',
      () => ({ rules: [{ to: 'PERSON', personId: '4242' }] }),
      'INVALID_TAKER',
      ['rules', '0', 'personId'],
    ],
    [
      'the leaver as taker',
      () => ({ rules: [{ to: 'PERSON', personId: leaver.id }] }),
      'INVALID_TAKER',
      ['rules', '0', 'personId'],
    ],
    [
      'a rule without its person',
      () => ({ rules: [{ to: 'PERSON' }] }),
      'INVALID_HANDOVER_RULE',
      ['rules', '0', 'personId'],
    ],
    [
      'a rule without its department',
      () => ({ rules: [{ to: 'DEPARTMENT_MEMBERS' }] }),
      'INVALID_HANDOVER_RULE',
      ['rules', '0', 'departmentId'],
    ],
    [
      'a department that is missing',
      () => ({ rules: [{ to: 'DEPARTMENT_MEMBERS', departmentId: '4242' }] }),
      'INVALID_DEPARTMENT',
      ['rules', '0', 'departmentId'],
    ],
    [
      'a team of nobody',
      () => ({ rules: [{ to: 'TEAM_MEMBERS', personId: '4242' }] }),
      'INVALID_TAKER',
      ['rules', '0', 'personId'],
    ],
    [
      'a kind that is none',
      () => ({ rules: [{ kind: 'person', to: 'DEPARTMENT_HEAD' }] }),
      'INVALID_HANDOVER_KIND',
      ['rules', '0', 'kind'],
    ],
    [
      'a record that the leaver does not hold',
      () => ({ records: [{ kind: 'customer', recordId: '4242', personId: world.aaron.id }] }),
      'INVALID_HANDOVER_RECORD',
      ['records', '0', 'recordId'],
    ],
    ['no reason', () => ({ reason: '' }), 'INVALID_IS_NOT_EMPTY', ['reason']],
  ])('%s is refused, and nothing is written', async (_what, input, code, path) => {
    expect(await refusal(world.admin, input())).toMatchObject({ code, path: ['input', ...path] });
  });

  test('nobody hands over for themselves', async () => {
    expect(await refusal(world.admin, { personId: world.admin.id })).toMatchObject({ code: 'HANDOVER_SELF' });
  });

  test('nothing is begun while something has no taker', async () => {
    await sql(
      'UPDATE approval SET submitter_id = ? WHERE id IN (SELECT approval_id FROM approval_task WHERE approver_id = ?)',
      [world.admin.id, leaver.id],
    );
    const heads = await sql<{ id: string; head_id: string }>(
      'SELECT id, head_id FROM department WHERE head_id IS NOT NULL',
    );
    await sql('UPDATE department SET head_id = NULL');
    expect(await preview(world.admin, { personId: leaver.id, rules: [] })).toMatchObject({ withoutTaker: 1 });
    expect(await refusal(world.admin, {})).toMatchObject({ code: 'HANDOVER_NO_TAKER' });
    for (const { id, head_id } of heads) await sql('UPDATE department SET head_id = ? WHERE id = ?', [head_id, id]);
  });

  test('who lacks the right, does not reach the leaver, holds less than they, or may not disable is refused', async () => {
    const [role] = await sql<{ permissions: { action: string; scope: string }[] }>(
      "SELECT permissions FROM role WHERE code = 'sales_manager'",
    );
    const manager = role!.permissions;
    const right = { action: 'handover.run', scope: 'DEPARTMENT_AND_BELOW' };
    expect(await refusal(world.nora, {})).toBe('FORBIDDEN');
    const far = await aHolder('far', world.departments.south, [...manager, right]);
    expect(await refusal(far, { disable: false })).toBe('FORBIDDEN');
    const weak = await aHolder('weak', world.departments.north, [{ action: 'person.read', scope: 'ALL' }, right]);
    expect(await refusal(weak, { disable: false })).toBe('FORBIDDEN');
    const read = { ...right, action: 'handover.read' };
    const near = await aHolder('near', world.departments.north, [...manager, right, read]);
    expect(await refusal(near, {})).toBe('FORBIDDEN');
    const blind = await aHolder('blind', world.departments.north, [right]);
    expect(await refusal(blind, { disable: false })).toBe('NOT_FOUND');
    const before = await rowCounts();
    const query = 'query($input: HandoverPreviewInput!) { handoverPreview(input: $input) { total } }';
    const peek = await far.ask(query, { input: { personId: leaver.id, rules: [] } });
    expect(peek.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
    const done = await start(near, { personId: leaver.id, rules: [to(world.aaron)], disable: false });
    expect(done).toHaveProperty('id');
    expect(await ended(world.admin, (done as { id: string }).id)).toMatchObject({ state: 'DONE', leftOver: 0 });
    expect(await see(world.admin, (done as { id: string }).id)).toMatchObject({ startedBy: { login: 'near' } });
  });
});

describe('two at once, and twice the same', () => {
  test('a repeated key starts one hand-over; a second one of the same person waits for the end of the first', async () => {
    const { leaver } = await aLeaver(world, 'paula');
    const order = { personId: leaver.id, rules: [to(world.aaron)], disable: false };
    const keyed = { ...order, idempotencyKey: 'hand-over-1' };
    const answers = await Promise.all([start(world.admin, keyed), start(world.admin, keyed)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await start(world.admin, keyed)).toEqual(answers[0]);
    await ended(world.admin, (answers[0] as { id: string }).id);
    const rows = await sql('SELECT id FROM handover WHERE person_id = ?', [leaver.id]);
    expect(rows).toHaveLength(1);
  });

  test('of two who start at once, one is told that a hand-over runs', async () => {
    const { leaver } = await aLeaver(world, 'petra');
    for (let index = 0; index < 20; index++) await aCustomer().ownedBy(leaver).save();
    const order = { personId: leaver.id, rules: [to(world.aaron)] };
    const answers = await Promise.all([
      start(world.admin, order),
      start(world.admin, order),
      start(world.admin, order),
    ]);
    const ids = answers.flatMap((answer) => ('id' in answer ? [answer.id] : []));
    for (const id of ids) expect(await ended(world.admin, id)).toMatchObject({ state: 'DONE' });
    expect(await openHeldBy(leaver.id)).toBe(0);
    const running = await sql<{ n: string }>(
      `SELECT COUNT(*) AS n FROM handover a JOIN handover b ON b.person_id = a.person_id AND b.id > a.id
       AND b.created_at < a.finished_at WHERE a.person_id = ?`,
      [leaver.id],
    );
    expect(Number(running[0]!.n)).toBe(0);
    expect(ids.length).toBeGreaterThan(0);
  });
});
