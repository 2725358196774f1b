import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { MISSING } from '../access/every-mutation.js';
import { aHolder } from '../access/records-of-bob.js';
import { change, codeOf, refresh, signIn, statusOf, type Tokens, withPassword } from './sign-in-steps.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface Listed {
  readonly totalCount: number;
  readonly nodes: {
    readonly id: string;
    readonly current: boolean;
    readonly address: string | null;
    readonly client: string | null;
    readonly createdAt: string;
    readonly lastUsedAt: string | null;
  }[];
}

type Refusable = Pick<Tokens, 'userErrors'>;
const DAY_MS = 86_400_000;
const FIELDS = 'totalCount nodes { id current address client createdAt lastUsedAt expiresAt }';

async function list(token: string, personId: string | null = null): Promise<Listed> {
  const query = `query($personId: ID) { sessions(personId: $personId) { ${FIELDS} } }`;
  const { data, errors } = await request<{ sessions: Listed }>(token, query, { personId });
  if (errors) throw new Error(JSON.stringify(errors));
  return data!.sessions;
}

const revoke = (token: string, sessionId: string) =>
  change<Refusable & { sessionId: string | null }>(token, 'sessionRevoke', 'sessionId', { sessionId });
const revokeOthers = (token: string) =>
  change<Refusable & { revoked: number | null }>(token, 'sessionsRevokeOthers', 'revoked', {});

describe('sessions', () => {
  test('everybody sees their own open ones, newest first, with address and program; needs no role', async () => {
    await withPassword(world, 'siri');
    const first = await signIn('siri');
    const query = 'mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }';
    const input = { login: 'siri', password: 'correct horse battery' };
    const client = `Desk/1.0 ${'x'.repeat(300)}`;
    const { data } = await request<{ signIn: Tokens }>(null, query, { input }, { 'user-agent': client });
    const { totalCount, nodes } = await list(data!.signIn.accessToken!);
    expect(totalCount).toBe(3);
    expect(nodes.map(({ current }) => current)).toEqual([true, false, false]);
    expect(nodes[0]).toMatchObject({ client: client.slice(0, 200), address: expect.stringContaining('127.0.0.1') });
    expect(nodes[0]!.lastUsedAt).toBe(nodes[0]!.createdAt);
    await refresh(first.refreshToken!);
    const after = await list(data!.signIn.accessToken!);
    expect(after.nodes[1]!.lastUsedAt! > nodes[1]!.lastUsedAt!).toBe(true);
    await request(first.accessToken, 'mutation { signOut { signedOut } }');
    expect((await list(data!.signIn.accessToken!)).totalCount).toBe(2);
    const nobody = await aHolder('s-nobody', world.departments.north, []);
    expect((await list(nobody.token)).nodes).toMatchObject([{ id: nobody.sessionId, current: true }]);
  });

  test('pages through them; an expired one is gone', async () => {
    const personId = await withPassword(world, 'sigrid');
    const token = (await signIn('sigrid')).accessToken!;
    for (let more = 0; more < 3; more++) await signIn('sigrid');
    await sql('UPDATE session SET expires_at = ? WHERE person_id = ? AND client IS NULL', [
      new Date(Date.now() - DAY_MS),
      personId,
    ]);
    const all = (await list(token)).nodes.map(({ id }) => id);
    expect(all).toHaveLength(4);
    const page = `query($after: String) { sessions(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }`;
    interface Paged {
      readonly sessions: { nodes: { id: string }[]; pageInfo: { endCursor: string } };
    }
    const { data } = await request<Paged>(token, page);
    const rest = await request<Paged>(token, page, { after: data!.sessions.pageInfo.endCursor });
    expect([...data!.sessions.nodes, ...rest.data!.sessions.nodes].map(({ id }) => id)).toEqual(all);
  });

  test('those of others are seen by whoever manages their account, and by nobody else', async () => {
    const { north, south } = world.departments;
    const clerk = await aHolder('s-clerk', north, [{ action: 'account.edit', scope: 'DEPARTMENT' }]);
    const reader = await aHolder('s-reader', south, [{ action: 'person.read', scope: 'ALL' }]);
    const of = async (asker: TestPerson, person: TestPerson): Promise<string[]> =>
      (await list(asker.token, person.id)).nodes.map(({ id }) => id);
    expect(await of(clerk, world.alice)).toEqual([world.alice.sessionId]);
    expect(await of(world.admin, world.bob)).toEqual([world.bob.sessionId]);
    expect(await of(clerk, world.bob)).toEqual([]);
    expect(await of(reader, world.bob)).toEqual([]);
    expect(await list(reader.token, world.bob.id)).toEqual(await list(reader.token, MISSING));
    expect(await list(reader.token, 'abc')).toEqual(await list(reader.token, MISSING));
    expect(await of(reader, reader)).toEqual([reader.sessionId]);
    expect((await request(null, '{ sessions { totalCount } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('sessionRevoke', () => {
  test('ends one of one’s own sessions, with its refresh token; once more changes nothing', async () => {
    await withPassword(world, 'sonja');
    const [here, there] = [await signIn('sonja'), await signIn('sonja')];
    const { nodes } = await list(here.accessToken!);
    const other = nodes.find(({ current, client }) => !current && client !== null)!;
    expect(await revoke(here.accessToken!, other.id)).toEqual({ sessionId: other.id, userErrors: [] });
    expect([await statusOf(here.accessToken!), await statusOf(there.accessToken!)]).toEqual([200, 401]);
    expect(codeOf(await refresh(there.refreshToken!))).toBe('REFRESH_REFUSED');
    const row = () => sql('SELECT version, ended_at FROM session WHERE id = ?', [other.id]);
    const before = await row();
    expect(await revoke(here.accessToken!, other.id)).toEqual({ sessionId: other.id, userErrors: [] });
    expect(await row()).toEqual(before);
  });

  test('one of somebody whose account one manages; a foreign one answers as a missing one, and stays', async () => {
    const { north } = world.departments;
    const clerk = await aHolder('r-clerk', north, [{ action: 'account.edit', scope: 'DEPARTMENT' }]);
    const local = await aHolder('r-local', north, []);
    expect(await revoke(clerk.token, local.sessionId)).toMatchObject({ sessionId: local.sessionId });
    expect(await statusOf(local.token)).toBe(401);
    const before = await rowCounts();
    for (const id of [world.sara.sessionId, MISSING, '0'])
      await expect(revoke(clerk.token, id)).rejects.toThrow('NOT_FOUND');
    // Nora holds more than the clerk.
    await expect(revoke(clerk.token, world.nora.sessionId)).rejects.toThrow('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
    expect([await statusOf(world.sara.token), await statusOf(world.nora.token)]).toEqual([200, 200]);
  });
});

describe('sessionsRevokeOthers', () => {
  test('ends every other session of the asker, and nobody else’s', async () => {
    await withPassword(world, 'svea');
    const [here, ...others] = [await signIn('svea'), await signIn('svea'), await signIn('svea')];
    const open = await sql<{ n: string }>('SELECT COUNT(*) AS n FROM session WHERE ended_at IS NULL');
    expect(await revokeOthers(here!.accessToken!)).toEqual({ revoked: 3, userErrors: [] });
    expect(await statusOf(here!.accessToken!)).toBe(200);
    for (const { accessToken } of others) expect(await statusOf(accessToken!)).toBe(401);
    const left = await sql<{ n: string }>('SELECT COUNT(*) AS n FROM session WHERE ended_at IS NULL');
    expect(Number(open[0]!.n) - Number(left[0]!.n)).toBe(3);
    expect(await revokeOthers(here!.accessToken!)).toEqual({ revoked: 0, userErrors: [] });
    await control('drain');
  });
});
