import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aContact, aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { type InteractionView, payloadOf, send } from './contact-calls.js';

let world: World;
let customerId: string;
let contactId: string;
beforeAll(async () => {
  world = await freshWorld();
  customerId = await aCustomer().ownedBy(world.alice).named('华夏光电').save();
  contactId = await aContact(customerId);
});
afterAll(closeSql);

async function record(input: object = {}): Promise<InteractionView> {
  const whole = { customerId, channel: 'CALL', summary: '电话回访', ...input };
  const { interaction, userErrors } = await payloadOf(world.alice, 'interactionCreate', whole);
  if (!interaction) throw new Error(JSON.stringify(userErrors));
  return interaction;
}

describe('interactionCreate', () => {
  test('records who, when, what, and the next step, with history, audit and event', async () => {
    const followUp = { followUpOn: '2099-01-31', followUpChannel: 'VISIT', followUpNote: '带样品' };
    const happenedAt = '2026-03-02T02:00:00.000Z';
    const interaction = await record({ contactId, happenedAt, ...followUp });
    expect(interaction).toMatchObject({
      ...{ channel: 'CALL', summary: '电话回访', happenedAt, ...followUp },
      ...{ author: { login: 'alice' }, contact: { name: '王芳' } },
    });
    expect(await sql('SELECT version, actor_id FROM interaction_history WHERE id = ?', [interaction.id])).toEqual([
      { version: 1, actor_id: world.alice.id },
    ]);
    expect(await sql('SELECT action FROM audit_entry WHERE record_id = ?', [interaction.id])).toEqual([
      { action: 'interaction.create' },
    ]);
    const [event] = await sql<{ name: string; payload: string }>(
      'SELECT name, payload FROM outbox_event WHERE record_id = ?',
      [interaction.id],
    );
    expect(event?.name).toBe('InteractionRecorded');
    expect(JSON.parse(event!.payload)).toEqual({ customerId, channel: 'CALL', happenedAt, followUpOn: '2099-01-31' });
  });

  test('took place now unless it is said, and a day alone is a next step', async () => {
    const before = Date.now();
    const interaction = await record({ followUpOn: '2099-02-01' });
    expect(Math.abs(Date.parse(interaction.happenedAt) - before)).toBeLessThan(10_000);
    expect(interaction).toMatchObject({ followUpOn: '2099-02-01', followUpChannel: null, followUpNote: null });
    expect(interaction.contact).toBeNull();
  });

  test('next steps are found by their day, the timeline shows the newest first', async () => {
    const id = await aCustomer().ownedBy(world.alice).named('时间线客户').save();
    for (const [summary, happenedAt, followUpOn] of [
      ['甲', '2026-01-01T00:00:00.000Z', '2098-01-01'],
      ['丙', '2026-03-01T00:00:00.000Z', null],
      ['乙', '2026-02-01T00:00:00.000Z', '2098-03-01'],
    ])
      await record({ customerId: id, summary, happenedAt, followUpOn });
    const query = `query($id: ID!, $filter: InteractionFilter!) { customer(id: $id) { interactions { nodes { summary } } }
      interactions(filter: $filter) { nodes { summary } } }`;
    const filter = { customerId: { eq: id }, followUpOn: { gte: '2098-02-01', lte: '2098-12-31' } };
    expect(await world.alice.get(query, { id, filter })).toEqual({
      customer: { interactions: { nodes: [{ summary: '丙' }, { summary: '乙' }, { summary: '甲' }] } },
      interactions: { nodes: [{ summary: '乙' }] },
    });
  });

  test.each<[string, () => object, string, string[]]>([
    ['no words', () => ({ summary: '' }), 'INVALID_IS_NOT_EMPTY', ['input', 'summary']],
    ['too many words', () => ({ summary: 'x'.repeat(4001) }), 'INVALID_MAX_LENGTH', ['input', 'summary']],
    ['a missing customer', () => ({ customerId: '4242' }), 'INVALID_REFERENCE', ['input', 'customerId']],
    ['a missing contact', () => ({ contactId: '4242' }), 'INVALID_CONTACT', ['input', 'contactId']],
    [
      'the future',
      () => ({ happenedAt: new Date(Date.now() + 3_600_000).toISOString() }),
      'INVALID_MOMENT',
      ['input', 'happenedAt'],
    ],
    ['a next step without a day', () => ({ followUpNote: '带样品' }), 'INVALID_FOLLOW_UP', ['input', 'followUpOn']],
    ['a kind of step without a day', () => ({ followUpChannel: 'CALL' }), 'INVALID_FOLLOW_UP', ['input', 'followUpOn']],
  ])('refuses %s and writes nothing', async (_what, input, code, path) => {
    const before = await rowCounts();
    const whole = { customerId, channel: 'CALL', summary: '回访', ...input() };
    const { interaction, userErrors } = await payloadOf(world.alice, 'interactionCreate', whole);
    expect(interaction).toBeNull();
    expect(userErrors).toMatchObject([{ code, path, __typename: 'InvalidInputError' }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('a contact of another customer is refused, of a foreign one no other than a missing one', async () => {
    const other = await aContact(await aCustomer().ownedBy(world.alice).save());
    const foreign = await aContact(await aCustomer().ownedBy(world.bob).save());
    const before = await rowCounts();
    const answers = await Promise.all(
      [other, foreign, '4242'].map((id) =>
        send(world.alice, 'interactionCreate', { customerId, contactId: id, channel: 'CALL', summary: '回访' }),
      ),
    );
    expect(answers[0]!.data!.done.userErrors).toMatchObject([{ code: 'INVALID_CONTACT' }]);
    expect(answers[1]).toEqual(answers[2]);
    expect(await rowCounts()).toEqual(before);
  });

  test('is forbidden to those who only look, and nothing is written', async () => {
    const before = await rowCounts();
    const input = { customerId, channel: 'CALL', summary: '回访' };
    for (const person of [world.executive, world.sven, world.analyst])
      expect((await send(person, 'interactionCreate', input)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });

  test('a repeated key records once, also when it is sent three times at once', async () => {
    const input = { summary: '只记一次', idempotencyKey: 'interaction-1' };
    const twins = await Promise.all([1, 2, 3].map(() => record(input)));
    expect(new Set(twins.map(({ id }) => id)).size).toBe(1);
    expect(await sql("SELECT id FROM interaction WHERE summary = '只记一次'")).toHaveLength(1);
  });
});
