import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { visible } from '../../src/kernel/access/readable.js';
import type { DataScope } from '../../src/kernel/access/viewer.js';
import { OPPORTUNITY, STAGE_ENTRY } from '../../src/modules/opportunities/opportunities.permissions.js';
import { viewer } from './support/people.js';
import { Chance, seedFor } from './support/seeds.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let one: Instance;
const chance = new Chance(seedFor('access through the customer'));

const PEOPLE = ['11', '12', '13'];
const DEPARTMENTS = ['21', '22', '23'];

interface Row {
  readonly id: string;
  readonly owner_id: string;
  readonly department_id: string;
  readonly deleted: boolean;
}
const customers: Row[] = [];
const deals: (Row & { readonly customer_id: string | null })[] = [];
const grants: {
  kind: string;
  record_id: string;
  person_id: string;
  level: string;
  spreads: number;
  counts: boolean;
}[] = [];

function row(id: number): Row {
  return {
    id: String(id),
    owner_id: chance.oneOf(PEOPLE),
    department_id: chance.oneOf(DEPARTMENTS),
    deleted: chance.onceIn(5),
  };
}

/** Only what the predicate looks at; the tables are made as the migrations make them, without their NOT NULL columns. */
async function bare(table: string, columns: string): Promise<void> {
  await kernel.sql(`DROP TABLE ${table}`);
  await kernel.sql(`CREATE TABLE ${table} (id BIGINT PRIMARY KEY, deleted_at DATETIME(3) NULL, ${columns})`);
}

beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
  await bare('customer', 'owner_id BIGINT, department_id BIGINT');
  await bare('opportunity', 'owner_id BIGINT, department_id BIGINT, customer_id BIGINT NULL');
  await bare('stage_entry', 'opportunity_id BIGINT');
  const gone = (deleted: boolean): string => (deleted ? 'UTC_TIMESTAMP(3)' : 'NULL');
  for (let id = 1; id <= 25; id++) {
    const made = row(id);
    customers.push(made);
    await kernel.sql(
      `INSERT INTO customer VALUES (${id}, ${gone(made.deleted)}, ${made.owner_id}, ${made.department_id})`,
    );
  }
  for (let id = 101; id <= 160; id++) {
    const made = { ...row(id), customer_id: chance.onceIn(6) ? null : chance.oneOf(customers).id };
    deals.push(made);
    await kernel.sql(
      `INSERT INTO opportunity VALUES (${id}, ${gone(made.deleted)}, ${made.owner_id}, ${made.department_id}, ${made.customer_id ?? 'NULL'})`,
    );
    await kernel.sql(`INSERT INTO stage_entry VALUES (${id + 1000}, NULL, ${id})`);
  }
  for (let id = 201; id <= 230; id++) {
    const kind = chance.oneOf(['customer', 'customer', 'opportunity']);
    const ended = chance.onceIn(4);
    const until = chance.oneOf(['NULL', `'2099-01-01'`]);
    const grant = {
      kind,
      record_id: chance.oneOf(kind === 'customer' ? customers : deals).id,
      person_id: chance.oneOf(PEOPLE),
      level: chance.oneOf(['read', 'edit']),
      spreads: chance.below(2),
      counts: !ended,
    };
    grants.push(grant);
    await kernel.sql(
      `INSERT INTO record_grant (id, version, created_at, updated_at, kind, record_id, person_id, level, spreads, cause, until)
       VALUES (${id}, 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), '${kind}', ${grant.record_id}, ${grant.person_id}, '${grant.level}', ${grant.spreads}, 'test',
         ${ended ? "'2000-01-01'" : until})`,
    );
  }
});
afterAll(() => kernel.close());

/** The rule, told in memory. */
function reaches(scope: DataScope, deal: (typeof deals)[number]): boolean {
  const given = (kind: string, id: string | null, spreading: boolean): boolean =>
    grants.some(
      (grant) =>
        grant.counts &&
        grant.kind === kind &&
        grant.record_id === id &&
        scope.grantedTo.includes(grant.person_id) &&
        (scope.grantLevel === 'read' || grant.level === 'edit') &&
        (!spreading || grant.spreads === 1),
    );
  const above = customers.find(({ id }) => id === deal.customer_id);
  const through =
    above !== undefined &&
    !above.deleted &&
    ((scope.grantLevel === 'read' && scope.grantedTo.includes(above.owner_id)) || given('customer', above.id, true));
  return (
    scope.ownerIds.includes(deal.owner_id) ||
    scope.departmentIds.includes(deal.department_id) ||
    given('opportunity', deal.id, false) ||
    through
  );
}

test('a team, its levels, the owner of the customer: exactly what the rule in memory says, for the records and for what is seen with them', async () => {
  let seenThrough = 0;
  for (let round = 0; round < 60; round++) {
    const grantLevel = chance.oneOf(['read', 'edit'] as const);
    const scope: DataScope = {
      all: false,
      ownerIds: chance.onceIn(2) ? [chance.oneOf(PEOPLE)] : [],
      departmentIds: DEPARTMENTS.filter(() => chance.onceIn(4)),
      grantedTo: PEOPLE.filter(() => chance.onceIn(2)),
      grantLevel,
    };
    const verb = grantLevel === 'read' ? 'read' : 'edit';
    const asker = viewer('11', { [`opportunity.${verb}`]: scope });
    const wanted = deals.filter((deal) => !deal.deleted && reaches(scope, deal));
    seenThrough += wanted.filter((deal) => !scope.ownerIds.includes(deal.owner_id)).length;
    const found = await rowsOf(visible(asker, OPPORTUNITY, 't', verb), 'SELECT t.id FROM opportunity t WHERE');
    expect(found).toEqual(wanted.map(({ id }) => id).sort());
    const entries = await rowsOf(visible(asker, STAGE_ENTRY, 't', verb), 'SELECT t.id FROM stage_entry t WHERE');
    expect(entries).toEqual(wanted.map(({ id }) => String(Number(id) + 1000)).sort());
  }
  expect(seenThrough).toBeGreaterThan(50);
});

async function rowsOf({ text, params }: ReturnType<typeof visible>, select: string): Promise<string[]> {
  const rows = await one.database.rows<{ id: string }>(`${select} ${text}`, params);
  return rows.map(({ id }) => id).sort();
}
