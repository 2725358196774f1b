import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aContact, aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { type ContactView, payloadOf, send } from './contact-calls.js';

let world: World;
let customerId: string;
let foreignId: string;
beforeAll(async () => {
  world = await freshWorld();
  customerId = await aCustomer().ownedBy(world.alice).named('华夏光电').save();
  foreignId = await aCustomer().ownedBy(world.bob).named('南粤电子').save();
});
afterAll(closeSql);

const WHOLE = {
  ...{
    name: '王芳',
    title: '采购总监',
    phone: '138-0013-8000',
    email: 'fang.wang@example.com',
    birthday: '1980-03-08',
  },
  ...{ buyingRole: 'BUYER', relationshipLevel: 'CONFIDANT', doNotContact: true, notes: '喜欢喝茶' },
};

async function newContact(input: object = {}): Promise<ContactView> {
  const { contact, userErrors } = await payloadOf(world.alice, 'contactCreate', { customerId, name: '李雷', ...input });
  if (!contact) throw new Error(JSON.stringify(userErrors));
  return contact;
}

describe('contactCreate', () => {
  test('adds the contact with history, audit, event and search words', async () => {
    const contact = await newContact(WHOLE);
    expect(contact).toMatchObject({ ...WHOLE, version: 1, customer: { id: customerId } });
    expect(await sql('SELECT version, actor_id FROM contact_history WHERE id = ?', [contact.id])).toEqual([
      { version: 1, actor_id: world.alice.id },
    ]);
    expect(await sql('SELECT action FROM audit_entry WHERE record_id = ?', [contact.id])).toEqual([
      { action: 'contact.create' },
    ]);
    const [event] = await sql<{ name: string; payload: string }>(
      'SELECT name, payload FROM outbox_event WHERE record_id = ?',
      [contact.id],
    );
    expect([event?.name, JSON.parse(event!.payload)]).toEqual(['ContactSaved', { customerId, name: '王芳' }]);
    for (const term of ['王芳', 'wf', '0138', 'fang.wang']) {
      const query = 'query($term: String!) { contacts(filter: { search: $term }) { nodes { id } } }';
      expect([term, await world.alice.get(query, { term })]).toEqual([
        term,
        { contacts: { nodes: [{ id: contact.id }] } },
      ]);
    }
  });

  test('what is not said is empty, and may be contacted', async () => {
    const empty = { title: null, phone: null, email: null, birthday: null, buyingRole: null, notes: null };
    expect(await newContact()).toMatchObject({ ...empty, relationshipLevel: null, doNotContact: false });
    expect(await newContact({ doNotContact: null })).toMatchObject({ doNotContact: false });
  });

  test.each<[object, string, string[]]>([
    [{ name: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    [{ name: 'x'.repeat(101) }, 'INVALID_MAX_LENGTH', ['input', 'name']],
    [{ email: 'no-mail' }, 'INVALID_IS_EMAIL', ['input', 'email']],
    [{ phone: '1'.repeat(41) }, 'INVALID_MATCHES', ['input', 'phone']],
    [{ notes: 'x'.repeat(2001) }, 'INVALID_MAX_LENGTH', ['input', 'notes']],
    [{ customerId: '4242' }, 'INVALID_REFERENCE', ['input', 'customerId']],
    [{ customerId: 'abc' }, 'INVALID_IS_NUMBER_STRING', ['input', 'customerId']],
  ])('refuses %j with %s and writes nothing', async (input, code, path) => {
    const before = await rowCounts();
    const valid = { customerId, name: '某人' };
    const { contact, userErrors } = await payloadOf(world.alice, 'contactCreate', { ...valid, ...input });
    expect(contact).toBeNull();
    expect(userErrors).toMatchObject([{ code, path, __typename: 'InvalidInputError' }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('a day that is none is a fault of the document', async () => {
    const { errors } = await send(world.alice, 'contactCreate', { customerId, name: '某人', birthday: '1980-02-30' });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('a repeated key adds one contact; another input with it is a conflict', async () => {
    const input = { name: '只此一人', idempotencyKey: 'contact-1' };
    expect((await newContact(input)).id).toBe((await newContact(input)).id);
    const { errors } = await send(world.alice, 'contactCreate', { customerId, ...input, name: '另一人' });
    expect(errors?.[0]?.extensions.code).toBe('CONFLICT');
  });
});

describe('contactUpdate', () => {
  test('changes what is given, keeps the rest, null empties; history has no gap, and finds by the new words', async () => {
    const { id } = await newContact({ ...WHOLE, name: '赵旧' });
    const input = { contactId: id, expectedVersion: 1, name: '钱新', phone: null, doNotContact: false };
    const { contact } = await payloadOf(world.alice, 'contactUpdate', input);
    expect(contact).toMatchObject({ ...WHOLE, name: '钱新', phone: null, doNotContact: false, version: 2 });
    const history = await sql<{ name: string; valid_from: Date; valid_to: Date }>(
      'SELECT name, valid_from, valid_to FROM contact_history WHERE id = ? ORDER BY version',
      [id],
    );
    expect(history.map(({ name }) => name)).toEqual(['赵旧', '钱新']);
    expect(history[0]!.valid_to).toEqual(history[1]!.valid_from);
    const events = await sql<{ name: string }>('SELECT name FROM outbox_event WHERE record_id = ?', [id]);
    expect(events.map(({ name }) => name)).toEqual(['ContactSaved', 'ContactSaved']);
    const query = 'query($term: String!) { contacts(filter: { search: $term }) { totalCount } }';
    expect(await world.alice.get(query, { term: '钱新' })).toEqual({ contacts: { totalCount: 1 } });
    expect(await world.alice.get(query, { term: '赵旧' })).toEqual({ contacts: { totalCount: 0 } });
  });

  test('what is the same already writes no version and tells nobody', async () => {
    const { id, name } = await newContact();
    const before = await rowCounts();
    const { contact } = await payloadOf(world.alice, 'contactUpdate', { contactId: id, expectedVersion: 1, name });
    expect(contact?.version).toBe(1);
    expect(await rowCounts()).toEqual({ ...before, idempotency_key: before['idempotency_key']! + 1 });
  });

  test.each<[object, string, string[]]>([
    [{ name: null }, 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    [{ name: '' }, 'INVALID_IS_NOT_EMPTY', ['input', 'name']],
    [{ doNotContact: null }, 'INVALID_IS_NOT_EMPTY', ['input', 'doNotContact']],
    [{ email: 'no-mail' }, 'INVALID_IS_EMAIL', ['input', 'email']],
    [{ title: 'x'.repeat(101) }, 'INVALID_MAX_LENGTH', ['input', 'title']],
  ])('refuses %j with %s and writes nothing', async (input, code, path) => {
    const { id } = await newContact();
    const before = await rowCounts();
    const change = { contactId: id, expectedVersion: 1, ...input };
    const { contact, userErrors } = await payloadOf(world.alice, 'contactUpdate', change);
    expect(contact).toBeNull();
    expect(userErrors).toMatchObject([{ code, path }]);
    expect(await rowCounts()).toEqual(before);
  });

  test('of five changes at once one wins, the others are told the version of now', async () => {
    const { id } = await newContact();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        payloadOf(world.alice, 'contactUpdate', { contactId: id, expectedVersion: 1, title: `职务${n}` }),
      ),
    );
    const refused = answers.flatMap(({ userErrors }) => userErrors);
    expect(refused).toHaveLength(4);
    for (const error of refused)
      expect(error).toMatchObject({ __typename: 'StaleRecordError', code: 'STALE_RECORD', currentVersion: 2 });
  });

  test('a contact of another region cannot be told from a missing one; service sees contacts and changes none', async () => {
    const contactId = await aContact(foreignId);
    const before = await rowCounts();
    const foreign = await send(world.alice, 'contactUpdate', { contactId, expectedVersion: 1, name: '夺' });
    expect(foreign).toEqual(
      await send(world.alice, 'contactUpdate', { contactId: '4242', expectedVersion: 1, name: '夺' }),
    );
    expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const seen = await world.sven.get('query($id: ID!) { contact(id: $id) { name } }', { id: contactId });
    expect(seen).toEqual({ contact: { name: '王芳' } });
    const denied = await send(world.sven, 'contactUpdate', { contactId, expectedVersion: 1, name: '夺' });
    expect(denied.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });
});
