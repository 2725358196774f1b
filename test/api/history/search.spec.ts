import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';

let world: World;
const moments: Date[] = [];

async function momentPasses(): Promise<void> {
  await control('shiftClock', 20_000);
  const [row] = await sql<{ now: Date }>('SELECT MAX(valid_from) AS now FROM customer_history');
  moments.push(new Date(row!.now.getTime() + 1_000));
  await control('shiftClock', 20_000);
}

async function write<T>(person: TestPerson, mutation: string, input: object, answer: string): Promise<T> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
  const data = await person.get<Record<string, T & { userErrors: unknown[] }>>(
    `mutation ($input: ${type}) { ${mutation}(input: $input) { ${answer} userErrors { message } } }`,
    { input },
  );
  expect(data[mutation]!.userErrors).toEqual([]);
  return data[mutation]!;
}

let customerId: string;
beforeAll(async () => {
  world = await freshWorld();
  const { alice, bob } = world;
  const made = await write<{ customer: { id: string } }>(
    alice,
    'customerCreate',
    { name: '长江电子' },
    'customer { id }',
  );
  customerId = made.customer.id;
  await write(alice, 'contactCreate', { customerId, name: '长江一号' }, 'contact { id }');
  await write(alice, 'opportunityCreate', { customerId, name: '设备采购' }, 'opportunity { id }');
  await write(alice, 'customerCreate', { name: '新长江电子集团' }, 'customer { id }');
  await write(bob, 'customerCreate', { name: '长江' }, 'customer { id }');
  await momentPasses();
  await write(alice, 'customerUpdate', { customerId, expectedVersion: 1, name: '黄河机械' }, 'customer { id }');
  await momentPasses();
});
afterAll(async () => {
  await control('reset');
  await closeSql();
});

const SEARCH = `query ($text: String!, $kinds: [String!], $from: DateTime, $to: DateTime, $asOf: DateTime, $first: Int = 20, $after: String) {
  search(text: $text, kinds: $kinds, from: $from, to: $to, asOf: $asOf) {
    counts { kind count }
    hits(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { kind id title matchedAt } }
  }
}`;
interface Found {
  readonly search: {
    readonly counts: { kind: string; count: number }[];
    readonly hits: {
      readonly totalCount: number;
      readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
      readonly nodes: { kind: string; id: string; title: string; matchedAt: string | null }[];
    };
  };
}
const find = async (person: TestPerson, variables: Record<string, unknown>): Promise<Found['search']> =>
  (await person.get<Found>(SEARCH, variables)).search;
const KINDS = ['customer', 'contact', 'opportunity'];
const titles = ({ hits }: Found['search']): string[] => hits.nodes.map(({ kind, title }) => `${kind} ${title}`);

describe('search', () => {
  test('finds every kind that the asker sees, the best match first, with counts', async () => {
    const found = await find(world.alice, { text: '长江' });
    expect(titles(found)).toEqual(['contact 长江一号', 'customer 新长江电子集团', 'opportunity 设备采购']);
    expect([...found.counts].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))).toEqual([
      { kind: 'customer', count: 1 },
      { kind: 'contact', count: 1 },
      { kind: 'opportunity', count: 1 },
    ]);
    expect(found.hits.totalCount).toBe(3);
    expect(titles(await find(world.bob, { text: '长江' }))).toEqual(['customer 长江']);
    expect(titles(await find(world.executive, { text: '长江' }))).toEqual([
      'customer 长江',
      'contact 长江一号',
      'customer 新长江电子集团',
      'opportunity 设备采购',
    ]);
  });

  test('goes page by page in the same order', async () => {
    const pages: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const found: Found['search'] = await find(world.executive, { text: '长江', first: 1, after });
      pages.push(...titles(found));
      after = found.hits.pageInfo.endCursor;
      if (!found.hits.pageInfo.hasNextPage) break;
    }
    expect(pages).toEqual(titles(await find(world.executive, { text: '长江' })));
  });

  test('finds at a moment what was so then', async () => {
    const then = await find(world.alice, { text: '长江', asOf: moments[0] });
    expect(titles(then)).toEqual(
      expect.arrayContaining([
        'customer 长江电子',
        'opportunity 设备采购',
        'contact 长江一号',
        'customer 新长江电子集团',
      ]),
    );
    expect(then.hits.nodes.every(({ matchedAt }) => matchedAt === moments[0]!.toISOString())).toBe(true);
    expect(titles(await find(world.alice, { text: '长江', kinds: ['customer'], asOf: moments[1] }))).toEqual([
      'customer 新长江电子集团',
    ]);
  });

  test('finds in a period what was so at any moment of it, under the name of that time', async () => {
    const period = { from: new Date(moments[0]!.getTime() - 1_000), to: moments[1] };
    const { hits } = await find(world.alice, { text: '长江电子', kinds: ['customer'], ...period });
    expect(hits.nodes.map(({ id, title }) => [id, title])).toContainEqual([customerId, '长江电子']);
    const hit = hits.nodes.find(({ id }) => id === customerId)!;
    const { customer } = await world.alice.get<{ customer: unknown }>(
      'query ($id: ID!, $asOf: DateTime) { customer(id: $id, asOf: $asOf) { name } }',
      { id: customerId, asOf: hit.matchedAt },
    );
    expect(customer).toEqual({ name: '长江电子' });
    const later = { from: moments[1], to: new Date(moments[1]!.getTime() + 1_000) };
    expect((await find(world.alice, { text: '长江电子', kinds: ['customer'], ...later })).hits.nodes).toHaveLength(1);
    expect(titles(await find(world.bob, { text: '长江电子', ...period }))).toEqual([]);
  });

  test('what cannot be asked is refused in words', async () => {
    const refusal = async (variables: object): Promise<string> => {
      const { errors } = await world.alice.ask(SEARCH, { text: '长江', ...variables });
      return `${errors?.[0]?.extensions?.['code'] as string} ${errors?.[0]?.message}`;
    };
    expect(await refusal({ text: ' ' })).toMatch(/^BAD_USER_INPUT .*"text"/);
    expect(await refusal({ text: '长'.repeat(101) })).toMatch(/^BAD_USER_INPUT .*"text"/);
    expect(await refusal({ kinds: ['nothing'] })).toMatch(/^BAD_USER_INPUT .*"nothing"/);
    expect(await refusal({ from: moments[0] })).toMatch(/^BAD_USER_INPUT .*"to"/);
    expect(await refusal({ from: moments[0], to: moments[1], asOf: moments[0] })).toMatch(/^BAD_USER_INPUT/);
    expect(await refusal({ after: 'x' })).toMatch(/^BAD_USER_INPUT .*cursor/);
  });
});
