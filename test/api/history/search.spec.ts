import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeSql, control } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { momentPasses, written } from './history-steps.js';

let world: World;
const moments: Date[] = [];

let customerId: string;
beforeAll(async () => {
  world = await freshWorld();
  const { alice, bob } = world;
  const made = await written<{ customer: { id: string } }>(
    alice,
    'customerCreate',
    { name: '长江电子' },
    'customer { id }',
  );
  customerId = made.customer.id;
  await written(alice, 'contactCreate', { customerId, name: '长江一号' }, 'contact { id }');
  await written(alice, 'opportunityCreate', { customerId, name: '设备采购' }, 'opportunity { id }');
  await written(alice, 'customerCreate', { name: '新长江电子集团' }, 'customer { id }');
  await written(
    alice,
    'interactionCreate',
    {
      customerId,
      channel: 'CALL',
      summary: `${'谈'.repeat(3_000)}，对方在意交货周期`,
      followUpOn: '2030-01-05',
      followUpNote: '寄样品 Kestrel',
    },
    'interaction { id }',
  );
  await written(bob, 'customerCreate', { name: '长江' }, 'customer { id }');
  moments.push(await momentPasses());
  await written(alice, 'customerUpdate', { customerId, expectedVersion: 1, name: '黄河机械' }, 'customer { id }');
  moments.push(await momentPasses());
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

  test('finds interactions by what was said, to the end of a long one, and by the next step; only by whom they are seen', async () => {
    for (const text of ['交货周期', 'kestrel']) {
      const { hits, counts } = await find(world.alice, { text });
      expect(counts).toEqual([{ kind: 'interaction', count: 1 }]);
      expect(hits.nodes[0]!.title).toBe('谈'.repeat(200));
      expect(titles(await find(world.bob, { text }))).toEqual([]);
    }
    const { interactions } = await world.alice.get<{ interactions: { totalCount: number } }>(
      '{ interactions(filter: { search: "交货周期" }) { totalCount } }',
    );
    expect(interactions.totalCount).toBe(1);
  });

  test('finds products by code, name, initials and series', async () => {
    await written(
      world.admin,
      'productCreate',
      { code: 'KX-77', name: '凯旋传感器', series: '高原' },
      'product { id }',
    );
    for (const text of ['kx-77', '传感器', 'kxcgq', '高原'])
      expect(titles(await find(world.admin, { text, kinds: ['product'] }))).toEqual(['product 凯旋传感器']);
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

describe('a hit of kind interaction', () => {
  const ONE =
    'query ($id: ID!, $asOf: DateTime) { interaction(id: $id, asOf: $asOf) { id summary customer { name } author { id } } }';
  const hitOf = async (): Promise<Found['search']['hits']['nodes'][number]> => {
    const period = { from: moments[0]!.toISOString(), to: moments[1]!.toISOString() };
    const { search } = await world.alice.get<Found>(SEARCH, { text: '交货周期', kinds: ['interaction'], ...period });
    return search.hits.nodes[0]!;
  };

  test('is read by its id, as it is now and as it was found', async () => {
    const { id } = await hitOf();
    const now = await world.alice.get(ONE, { id });
    expect(now).toMatchObject({ interaction: { id, customer: { name: '黄河机械' }, author: { id: world.alice.id } } });
    const then = await world.alice.get(ONE, { id, asOf: moments[0]!.toISOString() });
    expect(then).toMatchObject({ interaction: { id, customer: { name: '长江电子' }, author: { id: world.alice.id } } });
  });

  test('cannot be told from a missing one by who does not see its customer', async () => {
    const { id } = await hitOf();
    for (const asOf of [null, moments[0]!.toISOString()]) {
      const foreign = await world.bob.ask(ONE, { id, asOf });
      expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect(foreign).toEqual(await world.bob.ask(ONE, { id: '4242', asOf }));
    }
  });
});
