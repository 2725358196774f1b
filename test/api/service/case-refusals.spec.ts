import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aContact, aCustomer } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { type CaseView, change, changed, of, openCase, publish } from './open-cases.js';

let world: World;
let customerId: string;
let foreignContactId: string;
beforeAll(async () => {
  world = await freshWorld();
  await publish(world.admin, 'FAULT', [world.departments.service]);
  customerId = await aCustomer().ownedBy(world.alice).named('华夏北方').save();
  foreignContactId = await aContact(await aCustomer().ownedBy(world.bob).save());
});
afterAll(closeSql);

const REPORT = {
  ...{ kind: 'FAULT', channel: 'PHONE', priority: 'HIGH' },
  ...{ subject: '设备停机', description: '早上起无法开机' },
};

/** Sends what must be refused; its errors, after showing that nothing was written. */
async function refused(verb: string, input: Record<string, unknown>, person = world.admin): Promise<unknown[]> {
  await control('drain');
  const before = await rowCounts();
  const { serviceCase, userErrors, code } = await change(person, verb, input);
  expect([serviceCase, code]).toEqual([null, null]);
  expect(await rowCounts()).toEqual(before);
  return userErrors.map((error) => [error.code, (error.path ?? []).join('.')]);
}

test.each<[string, () => object, string, string]>([
  ['a missing customer', () => ({ customerId: '4242' }), 'INVALID_REFERENCE', 'input.customerId'],
  ['a missing contact', () => ({ contactId: '4242' }), 'INVALID_REFERENCE', 'input.contactId'],
  ['a contact of another customer', () => ({ contactId: foreignContactId }), 'INVALID_REFERENCE', 'input.contactId'],
  ['a kind without a process', () => ({ kind: 'RETURN' }), 'SERVICE_PROCESS_MISSING', 'input.kind'],
  ['no subject', () => ({ subject: '' }), 'INVALID_IS_NOT_EMPTY', 'input.subject'],
  ['a long subject', () => ({ subject: 'x'.repeat(201) }), 'INVALID_MAX_LENGTH', 'input.subject'],
])('serviceCaseOpen refuses %s, and nothing is written', async (_what, input, code, path) => {
  expect(await refused('Open', { ...REPORT, customerId, ...input() })).toEqual([[code, path]]);
});

describe('references to people and departments', () => {
  test('a missing and a disabled person, a missing department', async () => {
    const view = await openCase(world, { customerId });
    await sql('UPDATE person SET active = 0 WHERE id = ?', [world.aaron.id]);
    for (const personId of ['4242', world.aaron.id]) {
      const invalid = [['INVALID_REFERENCE', 'input.personId']];
      expect(await refused('Assign', { ...of(view), personId })).toEqual(invalid);
      expect(await refused('Forward', { ...of(view), personId, note: '转交' })).toEqual(invalid);
    }
    await sql('UPDATE person SET active = 1 WHERE id = ?', [world.aaron.id]);
    expect(await refused('Forward', { ...of(view), departmentId: '4242', note: '转交' })).toEqual([
      ['INVALID_REFERENCE', 'input.departmentId'],
    ]);
  });
});

describe('what the state of a case does not allow', () => {
  const ALL: [verb: string, input: Record<string, unknown>][] = [
    ['Take', {}],
    ['Assign', {}],
    ['Record', { kind: 'HANDLED', note: '检查' }],
    ['Forward', { note: '转交' }],
    ['Close', { resolution: '已修' }],
    ['Reopen', { note: '又坏了' }],
  ];
  const closed = async (): Promise<CaseView> => {
    const taken = await changed(world.sven, 'Take', of(await openCase(world, { customerId })));
    return changed(world.sven, 'Close', { ...of(taken), resolution: '已修' });
  };

  test.each(ALL.filter(([verb]) => verb !== 'Reopen'))('%s of a closed case', async (verb, input) => {
    const more = verb === 'Assign' || verb === 'Forward' ? { personId: world.sven.id } : {};
    expect(await refused(verb, { ...of(await closed()), ...input, ...more }, world.hugo)).toEqual([
      ['TRANSITION_REFUSED', 'input.id'],
    ]);
  });

  test.each([
    ['Reopen', { note: '又坏了' }],
    ['Close', { resolution: '已修' }],
    ['Record', { kind: 'CUSTOMER_ANSWERED', note: '来电' }],
  ])('%s of a case that nobody has taken', async (verb, input) => {
    const view = await openCase(world, { customerId });
    expect(await refused(verb, { ...of(view), ...input }, world.sven)).toEqual([['TRANSITION_REFUSED', 'input.id']]);
  });

  test('taking what somebody has taken', async () => {
    const taken = await changed(world.sven, 'Take', of(await openCase(world, { customerId })));
    expect(await refused('Take', of(taken), world.hugo)).toEqual([['TRANSITION_REFUSED', 'input.id']]);
  });
});

test('of four who take a case at once one gets it', async () => {
  const view = await openCase(world, { customerId });
  const { sven, hugo } = world;
  const answers = await Promise.all([sven, hugo, sven, hugo].map((person) => change(person, 'Take', of(view))));
  expect(answers.filter(({ serviceCase }) => serviceCase)).toHaveLength(1);
  const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
  expect(codes).toEqual(['STALE_RECORD', 'STALE_RECORD', 'STALE_RECORD']);
  const taken = "SELECT id FROM service_entry WHERE case_id = ? AND kind = 'TAKEN'";
  expect(await sql(taken, [view.id])).toHaveLength(1);
});
