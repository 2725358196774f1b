import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { join, sendShare, share } from './record-shares.js';

let world: World;
let customerId: string;
beforeEach(async () => {
  world = await freshWorld();
  customerId = await aCustomer().ownedBy(world.alice).save();
});
afterAll(closeSql);

const GIVES = ['customer.read', 'customer.assign', 'customer.edit', 'person.read'].map((action) => ({
  action,
  scope: 'ALL' as const,
}));
const BELOW = ['opportunity.edit', 'serviceCase.edit'] as const;

/** Somebody in the north who gives customers away, and edits what is below them with that scope. */
const giver = (login: string, scope: 'NONE' | 'OWN' | 'DEPARTMENT' | 'ALL', kinds: readonly string[] = BELOW) =>
  aHolder(login, world.departments.north, [...GIVES, ...kinds.map((action) => ({ action, scope }))]);

describe('a member of the team who edits', () => {
  test('is made by whoever edits deals and cases where the customer stands; others are told to give READ', async () => {
    const refused: [string, TestPerson][] = [
      ['edits neither', await giver('none', 'NONE')],
      ['edits their own alone', await giver('own', 'OWN')],
      ['edits deals alone', await giver('deals', 'ALL', [BELOW[0]])],
      ['edits cases alone', await giver('cases', 'ALL', [BELOW[1]])],
    ];
    const before = await rowCounts();
    for (const [who, asker] of refused) {
      const { userErrors } = await join(asker, customerId, world.bob, 'EDIT');
      expect([who, userErrors]).toEqual([who, [{ code: 'TEAM_EXCEEDS', path: ['input', 'level'] }]]);
    }
    expect(await rowCounts()).toEqual(before);
    for (const [, asker] of refused) {
      expect((await join(asker, customerId, world.bob)).userErrors).toEqual([]);
      expect((await share(asker, customerId, world.sara, { level: 'EDIT' })).userErrors).toEqual([]);
    }
    for (const asker of [await giver('region', 'DEPARTMENT'), await giver('every', 'ALL')])
      expect((await join(asker, customerId, world.bob, 'EDIT')).userErrors).toEqual([]);
  });

  test('is made by the owner of the customer, who edits what is theirs', async () => {
    const owner = await giver('owner', 'OWN');
    const own = await aCustomer().ownedBy(owner).save();
    expect((await join(owner, own, world.bob, 'EDIT')).userErrors).toEqual([]);
  });
});

test('nobody lets themselves to a record, in either way', async () => {
  const asker = await giver('self', 'ALL');
  const before = await rowCounts();
  for (const input of [
    {},
    { level: 'EDIT' },
    { as: 'TEAM', until: null },
    { as: 'TEAM', level: 'EDIT', until: null },
  ]) {
    const { data } = await sendShare(asker, customerId, asker, input);
    expect(data?.shareSet.userErrors).toEqual([{ code: 'INVALID_SHARE_PERSON', path: ['input', 'personId'] }]);
  }
  expect(await rowCounts()).toEqual(before);
});
