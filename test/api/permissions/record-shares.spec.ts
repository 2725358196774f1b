import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { addPerson, freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { aDeal } from '../opportunities/open-deals.js';
import { openCase, publish } from '../service/open-cases.js';
import { inDays } from './deputies.js';
import { join, sendShare, sendUnshare, share, sharesOf } from './record-shares.js';

let world: World;
let customerId: string;
beforeEach(async () => {
  world = await freshWorld();
  customerId = await aCustomer().ownedBy(world.alice).named('华北仪表').save();
});
afterAll(closeSql);

async function codeFor(person: TestPerson, field: string, id: string): Promise<string> {
  const { errors } = await person.ask(`query($id: ID!) { ${field}(id: $id) { id } }`, { id });
  return String(errors?.[0]?.extensions?.['code'] ?? 'seen');
}

async function rename(person: TestPerson, id: string, expectedVersion: number): Promise<string> {
  const { data, errors } = await person.ask<{ customerUpdate: { userErrors: { code: string }[] } }>(
    'mutation($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code } } }',
    { input: { customerId: id, expectedVersion, address: `北京 ${expectedVersion}` } },
  );
  return String(errors?.[0]?.extensions?.['code'] ?? data?.customerUpdate.userErrors[0]?.code ?? 'written');
}

describe('shareSet', () => {
  test('a share reaches that record at once, in every list, at its level; with history, audit and a message', async () => {
    expect(await codeFor(world.bob, 'customer', customerId)).toBe('NOT_FOUND');
    const until = inDays(2);
    const shared = await share(world.nora, customerId, world.bob, { until });
    expect(shared).toMatchObject({
      userErrors: [],
      share: { as: 'SHARE', level: 'READ', until, counts: true, person: { login: 'bob' }, givenBy: { login: 'nora' } },
    });
    expect(await codeFor(world.bob, 'customer', customerId)).toBe('seen');
    const list = '{ customers { totalCount nodes { id } } }';
    expect(await world.bob.get(list)).toEqual({ customers: { totalCount: 1, nodes: [{ id: customerId }] } });
    expect(await rename(world.bob, customerId, 1)).toBe('FORBIDDEN');
    const id = shared.share!.id;
    expect(await sql('SELECT version, level, cause FROM record_grant_history WHERE id = ?', [id])).toEqual([
      { version: 1, level: 'read', cause: 'share' },
    ]);
    expect(await sql('SELECT action FROM audit_entry WHERE record_id = ?', [id])).toEqual([{ action: 'share.set' }]);
    const trail =
      'query($id: ID!) { auditTrail(filter: { kind: { eq: "customer" }, recordId: { eq: $id } }) { nodes { event } } }';
    expect(
      (await world.admin.get<{ auditTrail: { nodes: object[] } }>(trail, { id: customerId })).auditTrail.nodes,
    ).toContainEqual({
      event: 'SHARED',
    });
    await control('drain');
    expect(await world.bob.get('{ notifications { nodes { type body recordId } } }')).toEqual({
      notifications: {
        nodes: [{ type: 'RECORD_SHARED', recordId: customerId, body: expect.stringContaining('Nora') }],
      },
    });
  });

  test('repeated for the same person it changes level and end, and stays one share', async () => {
    const first = await share(world.nora, customerId, world.bob);
    const second = await share(world.nora, customerId, world.bob, { level: 'EDIT', until: inDays(9) });
    expect(second.share!.id).toBe(first.share!.id);
    expect(await sharesOf(world.alice, customerId)).toMatchObject([{ level: 'EDIT', givenBy: { login: 'nora' } }]);
    expect(await rename(world.bob, customerId, 1)).toBe('written');
    const third = await share(world.nora, customerId, world.bob, { until: undefined });
    expect(third.share).toMatchObject({ level: 'READ', until: second.share!.until });
  });

  test('a kind that is not shared is named with those that are', async () => {
    const query = 'query($id: ID!) { recordShares(kind: "contact", id: $id) { id } }';
    const { errors } = await world.alice.ask(query, { id: customerId });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('opportunity'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test('what its end has passed counts no more', async () => {
    await share(world.nora, customerId, world.bob, { level: 'EDIT' });
    await sql('UPDATE record_grant SET until = ? WHERE record_id = ?', [new Date(Date.now() - 1000), customerId]);
    expect(await codeFor(world.bob, 'customer', customerId)).toBe('NOT_FOUND');
    expect(await sharesOf(world.alice, customerId)).toMatchObject([{ counts: false }]);
  });

  test.each<[string, object, string, string]>([
    ['no end', { until: null }, 'INVALID_SHARE_END', 'until'],
    ['an end before now', { until: inDays(-1) }, 'INVALID_SHARE_END', 'until'],
    ['more than a year', { until: inDays(400) }, 'INVALID_SHARE_END', 'until'],
    ['nobody', { personId: '4242' }, 'INVALID_SHARE_PERSON', 'personId'],
    ['a team with an end before now', { as: 'TEAM', until: inDays(-1) }, 'INVALID_SHARE_END', 'until'],
  ])('%s is refused, and nothing is written', async (_what, input, code, field) => {
    const before = await rowCounts();
    const refused = await share(world.nora, customerId, world.bob, input);
    expect(refused).toEqual({ share: null, userErrors: [{ code, path: ['input', field] }] });
    expect(await rowCounts()).toEqual(before);
  });

  test('the owner, somebody disabled, a team of something that nothing belongs to, a kind that is not shared: refused', async () => {
    const code = async (person: TestPerson, input: object = {}, id = customerId): Promise<unknown> => {
      const { data, errors } = await sendShare(world.admin, id, person, input);
      return data?.shareSet.userErrors[0]?.code ?? errors?.[0]?.extensions?.['code'];
    };
    await sql('UPDATE person SET active = 0 WHERE id = ?', [world.aaron.id]);
    const deal = await aDeal(world.alice);
    const before = await rowCounts();
    expect(await code(world.alice)).toBe('INVALID_SHARE_PERSON');
    expect(await code(world.aaron)).toBe('INVALID_SHARE_PERSON');
    expect(await code(world.bob, { kind: 'opportunity', as: 'TEAM', until: null }, deal.id)).toBe('INVALID_SHARE_TYPE');
    expect(await code(world.bob, { kind: 'contact' })).toBe('BAD_USER_INPUT');
    expect(await code(world.bob, {}, '4242')).toBe('NOT_FOUND');
    expect(await rowCounts()).toEqual(before);
  });

  test('at most a hundred, those that have ended aside', async () => {
    const [role] = Object.values(world.roles);
    const members = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        addPerson({ login: `m${index}`, type: 'STAFF', departmentId: world.departments.south, roleId: role! }),
      ),
    );
    for (const member of members) await join(world.admin, customerId, member);
    const full = await join(world.admin, customerId, world.bob);
    expect(full.userErrors).toEqual([{ code: 'TOO_MANY_SHARES', path: ['input', 'personId'] }]);
    expect((await join(world.admin, customerId, members[0]!, 'EDIT')).userErrors).toEqual([]);
    await sql('UPDATE record_grant SET until = ? WHERE person_id = ?', [new Date(1_000_000_000_000), members[1]!.id]);
    expect((await join(world.admin, customerId, world.bob)).userErrors).toEqual([]);
  }, 60_000);

  test('it takes assign, for EDIT edit as well, by roles and not by a share; otherwise nothing is written', async () => {
    const { south } = world.departments;
    const reads = { action: 'customer.read', scope: 'OWN' };
    const people = { action: 'person.read', scope: 'ALL' };
    const assigns = { action: 'customer.assign', scope: 'ALL' };
    const sharer = await aHolder('sharer', south, [reads, people, { action: 'customer.assign', scope: 'OWN' }]);
    const half = await aHolder('half', south, [{ ...reads, scope: 'ALL' }, people, assigns]);
    await share(world.admin, customerId, sharer, { level: 'EDIT' });
    await share(world.admin, customerId, world.bob);
    const before = await rowCounts();
    const refusal = async (asker: TestPerson, input: object = {}): Promise<unknown> => {
      const { data, errors } = await sendShare(asker, customerId, world.sven, input);
      expect(data).toBeNull();
      return errors?.[0]?.extensions?.['code'];
    };
    expect(await refusal(sharer)).toBe('FORBIDDEN');
    expect(await refusal(world.bob)).toBe('FORBIDDEN');
    expect(await refusal(world.sara)).toBe('NOT_FOUND');
    expect(await refusal(half, { level: 'EDIT' })).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
    expect((await share(half, customerId, world.sven)).userErrors).toEqual([]);
  });

  test('two who share one record with one person at once make one share', async () => {
    const done = await Promise.all([world.nora, world.admin].map((asker) => join(asker, customerId, world.bob)));
    expect(done.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(new Set(done.map(({ share: one }) => one!.id)).size).toBe(1);
    expect(await sharesOf(world.alice, customerId)).toHaveLength(1);
  });

  test('the same key takes effect once', async () => {
    const input = { idempotencyKey: 'k-share', until: inDays(3) };
    const first = await share(world.nora, customerId, world.bob, input);
    await sendUnshare(world.nora, first.share!.id);
    expect(await share(world.nora, customerId, world.bob, input)).toEqual({ share: null, userErrors: [] });
    expect(await sharesOf(world.alice, customerId)).toEqual([]);
  });
});

describe('shareEnd', () => {
  test('takes it back at once; whoever may not share may not, and nobody takes back another kind of grant', async () => {
    const { share: given } = await share(world.nora, customerId, world.bob);
    const before = await rowCounts();
    expect((await sendUnshare(world.bob, given!.id)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await sendUnshare(world.sara, given!.id)).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await sendUnshare(world.nora, '4242')).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect(await rowCounts()).toEqual(before);
    const { data } = await sendUnshare(world.nora, given!.id);
    expect(data).toEqual({ shareEnd: { shareId: given!.id, userErrors: [] } });
    expect(await codeFor(world.bob, 'customer', customerId)).toBe('NOT_FOUND');
    expect((await sendUnshare(world.nora, given!.id)).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  });
});

describe('through the customer', () => {
  async function childrenOf(owner: TestPerson): Promise<{ deal: string; serviceCase: string }> {
    await publish(world.admin, 'FAULT', [world.departments.service]);
    const { id: deal } = await aDeal(owner);
    await sql('UPDATE opportunity SET customer_id = ? WHERE id = ?', [customerId, deal]);
    const { id: serviceCase } = await openCase(world, { customerId });
    return { deal, serviceCase };
  }

  test('a member of the team reaches its opportunities and cases, lists, counts and reports included; a share does not', async () => {
    const { deal, serviceCase } = await childrenOf(world.alice);
    const fields = (): Promise<string[]> =>
      Promise.all([
        codeFor(world.bob, 'customer', customerId),
        codeFor(world.bob, 'opportunity', deal),
        codeFor(world.bob, 'serviceCase', serviceCase),
      ]);
    await share(world.nora, customerId, world.bob);
    expect(await fields()).toEqual(['seen', 'NOT_FOUND', 'NOT_FOUND']);
    const { share: member } = await join(world.nora, customerId, world.bob);
    expect(await fields()).toEqual(['seen', 'seen', 'seen']);
    const { opportunities } = await world.bob.get<{ opportunities: { totalCount: number } }>(
      '{ opportunities { totalCount nodes { id } } }',
    );
    expect(opportunities).toEqual({ totalCount: 1, nodes: [{ id: deal }] });
    await sendUnshare(world.nora, member!.id);
    expect(await fields()).toEqual(['seen', 'NOT_FOUND', 'NOT_FOUND']);
  });

  test('the owner of the customer reads what others own there, and does not change it; a deleted customer hands on nothing', async () => {
    const { deal } = await childrenOf(world.bob);
    expect(await codeFor(world.alice, 'opportunity', deal)).toBe('seen');
    expect(await codeFor(world.aaron, 'opportunity', deal)).toBe('NOT_FOUND');
    const { errors } = await world.alice.ask(
      'mutation($input: OpportunityUpdateInput!) { opportunityUpdate(input: $input) { userErrors { code } } }',
      { input: { opportunityId: deal, expectedVersion: 1, nextStep: '拜访' } },
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    await join(world.nora, customerId, world.sven);
    await sql('UPDATE customer SET deleted_at = ? WHERE id = ?', [new Date(), customerId]);
    expect(await codeFor(world.alice, 'opportunity', deal)).toBe('NOT_FOUND');
    expect(await codeFor(world.bob, 'opportunity', deal)).toBe('seen');
  });

  test('the customer shows its team; explainAccess and whoCanSee name both ways', async () => {
    const { deal } = await childrenOf(world.bob);
    await join(world.nora, customerId, world.sara, 'EDIT');
    const query = 'query($id: ID!) { customer(id: $id) { shares { as level person { login } } } }';
    expect(await world.admin.get(query, { id: customerId })).toEqual({
      customer: { shares: [{ as: 'TEAM', level: 'EDIT', person: { login: 'sara' } }] },
    });
    const explain = `query($id: ID!, $personId: ID!) { explainAccess(kind: "opportunity", id: $id, action: "opportunity.read", personId: $personId) {
      seen grants { level cause counts } } }`;
    expect(await world.admin.get(explain, { id: deal, personId: world.alice.id })).toEqual({
      explainAccess: { seen: true, grants: [{ level: 'read', cause: 'customer.owner', counts: true }] },
    });
    expect(await world.admin.get(explain, { id: deal, personId: world.sara.id })).toMatchObject({
      explainAccess: { seen: true, grants: [{ level: 'edit', cause: 'team', counts: true }] },
    });
    const { whoCanSee } = await world.admin.get<{ whoCanSee: { personIds: string[] } }>(
      'query($id: ID!) { whoCanSee(kind: "opportunity", id: $id) { personIds } }',
      { id: deal },
    );
    expect(whoCanSee.personIds).toEqual(expect.arrayContaining([world.alice.id, world.sara.id, world.bob.id]));
    expect(whoCanSee.personIds).not.toContain(world.aaron.id);
  });
});
