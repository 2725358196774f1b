import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { Chance, seedFor } from '../../kernel/support/seeds.js';

const RECORDS = 30;
const ROUNDS = 6;
const chance = new Chance(seedFor('records put back'));

let world: World;
interface Kind {
  readonly kind: string;
  readonly id: string;
  /** Fields that the form changes, and what they may be. */
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
}

const KINDS: readonly Kind[] = [
  {
    kind: 'customer',
    id: 'customerId',
    fields: {
      name: ['长江电子', '黄河机械', '华夏科技'],
      city: [null, '北京', '上海'],
      phone: [null, '021-5555', '010-6666'],
      tier: [null, 'GOLD', 'SILVER'],
      tags: [[], ['老客户'], ['重点', '华东']],
      employees: [null, 10, 250],
    },
  },
  {
    kind: 'contact',
    id: 'contactId',
    fields: {
      name: ['李雷', '韩梅梅'],
      phone: [null, '13800138000', '13911112222'],
      birthday: [null, '1990-02-03'],
      doNotContact: [true, false],
      relationshipLevel: [null, 'FRIEND', 'ACQUAINTANCE'],
    },
  },
  {
    kind: 'opportunity',
    id: 'opportunityId',
    fields: {
      name: ['设备采购', '年度续约'],
      amount: ['1000.00', '2500.50', '99.90'],
      nextStep: [null, '报价', '演示'],
      expectedCloseOn: [null, '2027-01-31', '2027-03-31'],
    },
  },
];

interface Made {
  readonly kind: Kind;
  readonly id: string;
}

const nameOf = (mutation: string): string => `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;

async function call(
  person: TestPerson,
  mutation: string,
  input: object,
  answer: string,
): Promise<Record<string, unknown>> {
  const data = await person.get<Record<string, Record<string, unknown>>>(
    `mutation ($input: ${nameOf(mutation)}) { ${mutation}(input: $input) { ${answer} userErrors { code path message } } }`,
    { input },
  );
  expect(data[mutation]!['userErrors']).toEqual([]);
  return data[mutation]!;
}

const some = ({ fields }: Kind): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(() => chance.onceIn(2))
      .map(([field, values]) => [field, chance.oneOf(values)]),
  );

async function stateOf({ kind: { kind, fields }, id }: Made, asOf: string | null = null): Promise<unknown> {
  const document = `query ($id: ID!, $asOf: DateTime) { ${kind}(id: $id, asOf: $asOf) { ${Object.keys(fields).join(' ')} } }`;
  return (await world.alice.get<Record<string, unknown>>(document, { id, asOf }))[kind];
}

async function versionOf({ kind: { kind }, id }: Made): Promise<number> {
  const [row] = await sql<{ version: number }>(`SELECT version FROM ${kind} WHERE id = ?`, [id]);
  return row!.version;
}

const records: Made[] = [];
const moments: string[] = [];

beforeAll(async () => {
  world = await freshWorld();
  const { alice } = world;
  const { customer } = await call(alice, 'customerCreate', { name: '母公司' }, 'customer { id }');
  const customerId = (customer as { id: string }).id;
  for (let i = 0; i < RECORDS; i++) {
    const kind = KINDS[i % KINDS.length]!;
    const name = chance.oneOf(kind.fields['name']!);
    const input =
      kind.kind === 'customer'
        ? { name }
        : { name, customerId, ...(kind.kind === 'opportunity' ? { amount: '1.00' } : {}) };
    const made = await call(alice, `${kind.kind}Create`, input, `${kind.kind} { id }`);
    records.push({ kind, id: (made[kind.kind] as { id: string }).id });
  }
  for (let round = 0; round < ROUNDS; round++) {
    await control('shiftClock', 30_000);
    const [row] = await sql<{ at: Date }>('SELECT MAX(valid_from) AS at FROM customer_history');
    const [deal] = await sql<{ at: Date }>('SELECT MAX(valid_from) AS at FROM opportunity_history');
    moments.push(new Date(Math.max(row!.at.getTime(), deal!.at.getTime()) + 5_000).toISOString());
    await control('shiftClock', 30_000);
    for (const record of records) {
      const input = { [record.kind.id]: record.id, expectedVersion: await versionOf(record), ...some(record.kind) };
      await call(alice, `${record.kind.kind}Update`, input, 'userErrors { code }');
    }
  }
  await control('shiftClock', 30_000);
}, 120_000);
afterAll(async () => {
  await control('reset');
  await closeSql();
});

test('thirty records put back to random moments are as they were then', async () => {
  for (const record of records) {
    const at = chance.oneOf(moments);
    const then = await stateOf(record, at);
    const input = { kind: record.kind.kind, recordId: record.id, at, expectedVersion: await versionOf(record) };
    const { left } = await call(world.alice, 'historyRestore', input, 'restored left');
    expect([record, await stateOf(record)]).toEqual([record, then]);
    expect(left).toEqual([]);
  }
});
