import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { actNow } from '../approvals/approval-steps.js';
import { payloadOf } from '../customers/contact-calls.js';
import { momentPasses } from './history-steps.js';

let world: World;
let customerId: string;
const moments: Date[] = [];

interface Refused {
  readonly code: string;
  readonly path: string[];
}

async function update(person: TestPerson, facts: Record<string, unknown>, id = customerId): Promise<Refused[]> {
  const [row] = await sql<{ version: number }>('SELECT version FROM customer WHERE id = ?', [id]);
  const { customerUpdate } = await person.get<{ customerUpdate: { userErrors: Refused[] } }>(
    'mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code path } } }',
    { input: { customerId: id, expectedVersion: row!.version, ...facts } },
  );
  return customerUpdate.userErrors;
}

beforeAll(async () => {
  world = await freshWorld();
  customerId = await aCustomer().ownedBy(world.alice).named('长江电子').with({ city: '北京' }).save();
  moments.push(await momentPasses());
  expect(await update(world.alice, { city: '上海', phone: '021-5555' })).toEqual([]);
  moments.push(await momentPasses());
  const moving = { customerId, expectedVersion: 2, ownerId: world.aaron.id, reason: '换人' };
  const { approvalId } = await payloadOf(world.alice, 'customerAssign', moving);
  await actNow(world.nora, 'Approve', approvalId!);
  moments.push(await momentPasses());
  expect(await update(world.aaron, { city: '广州' })).toEqual([]);
  moments.push(await momentPasses());
});
afterAll(async () => {
  await control('reset');
  await closeSql();
});

const HISTORY = `query ($kind: String!, $id: ID!, $first: Int, $after: String) {
  recordHistory(kind: $kind, id: $id, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { version event from to reason actorId condensed changes { field label old new } }
  }
}`;

interface Version {
  readonly version: number;
  readonly event: string;
  readonly from: string;
  readonly to: string | null;
  readonly reason: string | null;
  readonly actorId: string | null;
  readonly condensed: boolean;
  readonly changes: { field: string; label: string; old: string | null; new: string | null }[];
}
interface History {
  readonly recordHistory: {
    readonly totalCount: number;
    readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
    readonly nodes: Version[];
  };
}

const historyOf = async (person: TestPerson, more: object = {}): Promise<History['recordHistory']> =>
  (await person.get<History>(HISTORY, { kind: 'customer', id: customerId, ...more })).recordHistory;

describe('recordHistory', () => {
  test('tells who changed what, when and why, newest first', async () => {
    const { nodes, totalCount } = await historyOf(world.nora);
    expect(nodes.map(({ event }) => event)).toEqual([...Array<string>(nodes.length - 1).fill('CHANGED'), 'CREATED']);
    expect(totalCount).toBe(nodes.length);
    expect(nodes.map(({ version }) => version)).toEqual(nodes.map((_, place) => nodes.length - place));
    expect(nodes[0]).toMatchObject({
      ...{ to: null, actorId: world.aaron.id },
      changes: [{ field: 'city', label: 'City', old: '上海', new: '广州' }],
    });
    const moved = nodes.find(({ changes }) => changes.some(({ field }) => field === 'ownerId'))!;
    expect(moved.changes).toContainEqual(
      expect.objectContaining({ field: 'ownerId', label: 'Owner', old: world.alice.id, new: world.aaron.id }),
    );
    nodes.slice(1).forEach((node, place) => expect(node.to).toBe(nodes[place]!.from));
  });

  test('is of the versions whose owner of that time the asker reaches', async () => {
    const ofAlice = await historyOf(world.alice);
    const ofAaron = await historyOf(world.aaron);
    expect(ofAlice.nodes.at(-1)!.event).toBe('CREATED');
    expect(ofAaron.nodes.at(-1)).toMatchObject({ event: 'APPEARED' });
    expect(ofAaron.nodes.at(-1)!.changes.every(({ old }) => old === null)).toBe(true);
    const versions = [...ofAlice.nodes, ...ofAaron.nodes].map(({ version }) => version).sort((a, b) => a - b);
    expect(versions).toEqual((await historyOf(world.nora)).nodes.map(({ version }) => version).sort((a, b) => a - b));
    const unseen = await world.bob.ask(HISTORY, { kind: 'customer', id: customerId });
    const missing = await world.bob.ask(HISTORY, { kind: 'customer', id: '17' });
    expect(unseen.errors).toEqual(missing.errors);
    expect(unseen.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  });

  test('goes page by page', async () => {
    const all = await historyOf(world.nora);
    const pages: number[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page++) {
      const { nodes, pageInfo }: History['recordHistory'] = await historyOf(world.nora, { first: 2, after });
      pages.push(...nodes.map(({ version }) => version));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(pages).toEqual(all.nodes.map(({ version }) => version));
  });

  test('says where versions were thinned: the changes are then those of all of them', async () => {
    const id = await aCustomer().ownedBy(world.alice).with({ city: '一', phone: '021-1111' }).save();
    expect(await update(world.alice, { city: '二' }, id)).toEqual([]);
    expect(await update(world.alice, { phone: '021-2222' }, id)).toEqual([]);
    const [, , last] = await sql<{ valid_from: Date }>(
      'SELECT valid_from FROM customer_history WHERE id = ? ORDER BY version',
      [id],
    );
    await sql('DELETE FROM customer_history WHERE id = ? AND version = 2', [id]);
    await sql('UPDATE customer_history SET valid_to = ? WHERE id = ? AND version = 1', [last!.valid_from, id]);
    const { nodes } = await historyOf(world.alice, { id });
    expect(nodes).toMatchObject([
      { version: 3, event: 'CHANGED', condensed: true, from: last!.valid_from.toISOString() },
      { version: 1, event: 'CREATED', condensed: false },
    ]);
    expect(nodes[0]!.changes.map(({ field, old, new: now }) => [field, old, now]).sort()).toEqual([
      ['city', '一', '二'],
      ['phone', '021-1111', '021-2222'],
    ]);
  });

  test('refuses kinds without a past, odd cursors and sizes in words', async () => {
    const message = async (variables: object): Promise<string> => {
      const { errors } = await world.nora.ask(HISTORY, { kind: 'customer', id: customerId, ...variables });
      expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
      return errors![0]!.message;
    };
    expect(await message({ kind: 'session' })).toContain('keep no history');
    expect(await message({ after: 'x' })).toContain('cursor');
    expect(await message({ first: 0 })).toContain('first');
  });
});

describe('customerChanges', () => {
  const CHANGES = `query ($from: DateTime!, $to: DateTime!, $filter: CustomerFilter) {
    customerChanges(from: $from, to: $to, filter: $filter) {
      totalCount nodes { id change changes { field old new } before { city owner { login } } after { city owner { login } } }
    }
  }`;
  const changesFor = async (person: TestPerson, from: number, to: number, filter: unknown = null): Promise<unknown> =>
    (
      await person.get<{ customerChanges: unknown }>(CHANGES, {
        ...{ from: moments[from]!.toISOString(), to: moments[to]!.toISOString(), filter },
      })
    ).customerChanges;

  test('compares the list at the two moments', async () => {
    expect(await changesFor(world.nora, 0, 1)).toEqual({
      totalCount: 1,
      nodes: [
        {
          ...{ id: customerId, change: 'CHANGED' },
          changes: expect.arrayContaining([{ field: 'city', old: '北京', new: '上海' }]),
          before: { city: '北京', owner: { login: 'alice' } },
          after: { city: '上海', owner: { login: 'alice' } },
        },
      ],
    });
    expect(await changesFor(world.nora, 0, 1, { city: { eq: '上海' } })).toMatchObject({
      nodes: [{ change: 'CAME', changes: [], before: null, after: { city: '上海' } }],
    });
    expect(await changesFor(world.nora, 0, 1, { city: { eq: '北京' } })).toMatchObject({
      nodes: [{ change: 'WENT', before: { city: '北京' }, after: null }],
    });
    expect(await changesFor(world.nora, 0, 3, { city: { eq: '上海' } })).toEqual({ totalCount: 0, nodes: [] });
  });

  test('counts what came, went and changed each for itself, page by page', async () => {
    const query = `query ($from: DateTime!, $to: DateTime!, $filter: CustomerFilter) {
      ${['came: CAME', 'went: WENT', 'changed: CHANGED', 'two: CAME, WENT, CAME', 'none: ']
        .map((line) => line.split(': '))
        .map(
          ([name, kinds]) => `${name}: customerChanges(from: $from, to: $to, filter: $filter, change: [${kinds}]) {
          totalCount nodes { change } }`,
        )
        .join('\n')}
    }`;
    const counted = (filter: object | null): Promise<Record<string, unknown>> =>
      world.nora.get(query, { from: moments[0], to: moments[1], filter });
    const [nothing, one] = [{ totalCount: 0, nodes: [] }, (change: string) => ({ totalCount: 1, nodes: [{ change }] })];
    const rest = { came: nothing, went: nothing, changed: nothing, two: nothing, none: nothing };
    expect(await counted(null)).toEqual({ ...rest, changed: one('CHANGED') });
    expect(await counted({ city: { eq: '上海' } })).toEqual({ ...rest, came: one('CAME'), two: one('CAME') });
    expect(await counted({ city: { eq: '北京' } })).toEqual({ ...rest, went: one('WENT'), two: one('WENT') });
  });

  test('what leaves the sight of one comes into that of another', async () => {
    expect(await changesFor(world.alice, 1, 2)).toMatchObject({ nodes: [{ change: 'WENT', after: null }] });
    expect(await changesFor(world.aaron, 1, 2)).toMatchObject({ nodes: [{ change: 'CAME', before: null }] });
    expect(await changesFor(world.bob, 0, 3)).toEqual({ totalCount: 0, nodes: [] });
  });

  test('moments in the wrong order are refused in both languages, here and in the waterfall', async () => {
    const waterfall =
      'query ($from: DateTime!, $to: DateTime!) { opportunityWaterfall(from: $from, to: $to) { rows { groupId } } }';
    for (const query of [CHANGES, waterfall]) {
      const { errors } = await world.nora.ask(query, { from: moments[1], to: moments[0] });
      expect(errors?.[0]?.message).toBe(
        'The argument "from" must be an earlier moment than "to". 参数“from”须早于“to”。',
      );
    }
  });

  test('only a moment that may be left out is said to be', async () => {
    const to = new Date(Date.now() + 86_400_000).toISOString();
    const required = (await world.nora.ask(CHANGES, { from: moments[0], to })).errors?.[0]?.message;
    expect(required).toMatch(/^"to" is a moment past, .*\)\. “to”须为至少 5 秒前的时刻。$/);
    const one = 'query ($id: ID!, $asOf: DateTime) { customer(id: $id, asOf: $asOf) { id } }';
    const optional = (await world.nora.ask(one, { id: customerId, asOf: to })).errors?.[0]?.message;
    expect(optional).toMatch(/Leave it out to ask about now\. .*；查询当前数据请不传该参数。$/);
  });

  test('a foreign cursor is refused in both languages', async () => {
    const query = `query ($from: DateTime!, $to: DateTime!) { customerChanges(from: $from, to: $to, after: "x") { totalCount } }`;
    const { errors } = await world.nora.ask(query, { from: moments[0], to: moments[1] });
    expect(errors?.[0]?.message).toMatch(/is no cursor of these changes\. .*不是此变化列表的游标/);
  });
});

describe('historyRestore', () => {
  const RESTORE = `mutation ($input: HistoryRestoreInput!) {
    historyRestore(input: $input) { kind recordId restored left userErrors { code path } }
  }`;
  interface Payload {
    readonly historyRestore: { restored: string[] | null; left: string[] | null; userErrors: Refused[] };
  }
  const versionNow = async (): Promise<number> =>
    (await sql<{ version: number }>('SELECT version FROM customer WHERE id = ?', [customerId]))[0]!.version;
  const restore = async (person: TestPerson, more: object): Promise<Payload['historyRestore']> => {
    const input = { kind: 'customer', recordId: customerId, expectedVersion: await versionNow(), ...more };
    return (await person.get<Payload>(RESTORE, { input })).historyRestore;
  };

  test('puts one field back, as an edit that the audit tells of', async () => {
    const done = await restore(world.aaron, { at: moments[2], fields: ['city'], reason: '填错了' });
    expect(done).toMatchObject({ restored: ['city'], left: [], userErrors: [] });
    const [newest] = (await historyOf(world.nora, { first: 1 })).nodes;
    expect(newest).toMatchObject({ actorId: world.aaron.id, changes: [{ field: 'city', old: '广州', new: '上海' }] });
    expect(newest!.reason).toContain('填错了');
    const audit = await sql<{ action: string }>(
      'SELECT action FROM audit_entry WHERE kind = ? AND record_id = ? ORDER BY id DESC LIMIT 1',
      ['customer', customerId],
    );
    expect(audit[0]?.action).toBe('history.restore');
  });

  test('puts the whole record back and tells what others must change; a repeated key has one effect', async () => {
    const input = { at: moments[0], idempotencyKey: 'restore-whole', expectedVersion: await versionNow() };
    const done = await restore(world.nora, input);
    expect(done).toMatchObject({ userErrors: [], left: ['ownerId'] });
    expect([...done.restored!].sort()).toEqual(['city', 'phone']);
    const [row] = await sql('SELECT city, phone, owner_id FROM customer WHERE id = ?', [customerId]);
    expect(row).toEqual({ city: '北京', phone: null, owner_id: world.aaron.id });
    const version = await versionNow();
    expect(await restore(world.nora, input)).toEqual(done);
    expect(await versionNow()).toBe(version);
  });

  test('refused it writes nothing: no such field, stale, unseen then, unseen now, without the right to edit', async () => {
    const before = await rowCounts();
    const codes = async (person: TestPerson, more: object): Promise<(string | undefined)[]> => {
      const input = { kind: 'customer', recordId: customerId, expectedVersion: await versionNow(), ...more };
      const { data, errors } = await person.ask<Payload>(RESTORE, { input });
      return errors
        ? errors.map(({ extensions }) => extensions?.['code'] as string)
        : data!.historyRestore.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`);
    };
    const at = moments[1];
    expect(await codes(world.nora, { at, fields: ['ownerId'] })).toEqual(['HISTORY_NOT_RESTORABLE input.fields.0']);
    expect(await codes(world.nora, { at, kind: 'role' })).toEqual(['HISTORY_NOT_RESTORABLE input.kind']);
    expect(await codes(world.nora, { at, expectedVersion: 1 })).toEqual(['STALE_RECORD input.expectedVersion']);
    expect(await codes(world.aaron, { at })).toEqual(['HISTORY_NO_VERSION input.at']);
    expect(await codes(world.alice, { at })).toEqual(['NOT_FOUND']);
    expect(await codes(world.bob, { at })).toEqual(['NOT_FOUND']);
    expect(await codes(world.analyst, { at })).toEqual(['FORBIDDEN']);
    expect(await codes(world.nora, { at: new Date(Date.now() + 86_400_000) })).toEqual(['BAD_USER_INPUT']);
    expect(await rowCounts()).toEqual(before);
  });
});
