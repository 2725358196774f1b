import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { addPerson, freshWorld, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { aHolder, aRole } from '../access/records-of-bob.js';
import { appoint, inDays, sendDeputy } from './deputies.js';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

/** Sees and edits the people of the department, and reads customers of their own. */
const PLAIN = [
  { action: 'person.read', scope: 'DEPARTMENT' },
  { action: 'person.edit', scope: 'DEPARTMENT' },
  { action: 'customer.read', scope: 'OWN' },
] as const;

/** The code with which an appointment is refused; null when it is made. */
async function refusal(asker: TestPerson, principal: TestPerson, deputy: TestPerson): Promise<string | null> {
  const input = { principalId: principal.id, deputyId: deputy.id, until: inDays(1), reason: '年假' };
  const { data, errors } = await sendDeputy(asker, 'Create', input);
  return errors?.[0]?.extensions.code ?? data?.done.userErrors[0]?.code ?? null;
}

describe('a deputy for somebody else', () => {
  test('is not appointed by a peer: neither the peer themselves nor an accomplice', async () => {
    const { north } = world.departments;
    const roleId = await aRole('plain', PLAIN);
    const [peer, mate, other] = await Promise.all(
      ['peer', 'mate', 'other'].map((login) => addPerson({ login, type: 'STAFF', departmentId: north, roleId })),
    );
    await aCustomer().ownedBy(other!).save();
    const before = await rowCounts();
    expect(await refusal(peer!, other!, peer!)).toBe('FORBIDDEN');
    expect(await refusal(peer!, other!, mate!)).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
    const { errors } = await sendDeputy(peer!, 'Create', {
      ...{ principalId: other!.id, deputyId: mate!.id, until: inDays(1), reason: '年假' },
    });
    expect(errors?.[0]?.message).toContain('their own');
    expect(await refusal(other!, other!, peer!)).toBeNull();
  });

  test.each([
    ['OWN_TEAM', true],
    ['DEPARTMENT', true],
    ['DEPARTMENT_AND_BELOW', true],
    ['ALL', true],
    ['OWN', false],
  ] as const)('with scope %s of a manager to whom they report: appointed %s', async (scope, appointed) => {
    const { north } = world.departments;
    const manager = await aHolder('manager', north, [
      ...PLAIN.map(({ action }) => ({ action, scope: 'ALL' as const })).slice(0, 2),
      { action: 'customer.read', scope },
    ]);
    const roleId = await aRole('plain', PLAIN);
    const person = { type: 'STAFF', departmentId: north, roleId };
    const leaver = await addPerson({ ...person, login: 'leaver', managerId: manager.id });
    const mate = await addPerson({ ...person, login: 'mate' });
    expect(await refusal(manager, leaver, mate)).toBe(appointed ? null : 'FORBIDDEN');
  });

  test('who belongs to a second department is out of reach of one who reaches only the first', async () => {
    const { north, south } = world.departments;
    const manager = await aHolder('manager', north, [
      ...PLAIN.slice(0, 2),
      { action: 'customer.read', scope: 'DEPARTMENT' },
    ]);
    const both = await aHolder('both', north, [{ action: 'customer.read', scope: 'OWN' }]);
    await insertRecord('person_department', { person_id: both.id, department_id: south });
    expect(await refusal(manager, both, world.alice)).toBe('FORBIDDEN');
  });

  test('is never the one who appoints; an administrator may be', async () => {
    const boss = await aHolder(
      'boss',
      world.departments.root,
      PLAIN.map(({ action }) => ({ action, scope: 'ALL' as const })),
    );
    const plain = await aHolder('plain', world.departments.north, [{ action: 'customer.read', scope: 'OWN' }]);
    const before = await rowCounts();
    expect((await appoint(boss, plain, boss)).userErrors).toMatchObject([
      { code: 'DEPUTY_SELF', path: ['input', 'deputyId'] },
    ]);
    expect(await rowCounts()).toEqual(before);
    expect((await appoint(boss, plain, world.sara)).userErrors).toEqual([]);
    expect((await appoint(world.admin, world.nora, world.admin)).userErrors).toEqual([]);
    expect(await sql('SELECT id FROM deputy')).toHaveLength(2);
  });
});
