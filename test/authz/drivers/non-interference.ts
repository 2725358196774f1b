import type { Suite } from '../run/suite.js';
import type { Chance } from '../support/chance.js';
import { changeRow, insertRows, insertSearch } from '../world/insert-world.js';
import { KINDS } from '../world/kinds.js';
import { SEARCHED } from '../world/search-texts.js';
import { type Row, rowsOf, type Value, type World } from '../world/rows.js';
import type { Comparison } from './comparison.js';

const CHANGED_PERCENT = 60;
const COPIED_PERCENT = 30;
const DELETED_PERCENT = 20;
/** Copies have no history. */
const NEVER = '9999-12-31T00:00:00.000Z';
/** Larger than the ids of drawn rows, smaller than those the server makes. */
const FIRST_COPY = 1_750_000_000_000_000n;

const text = (chance: Chance): Value => `改${'华夏光电abc'.slice(chance.below(6))}${chance.below(99)}`;
const amount = (chance: Chance): Value => `${chance.below(90) * 125}.00`;
const mail = (chance: Chance): Value => `n${chance.below(999)}@example.com`;
const moment = (chance: Chance): Value =>
  new Date(Date.UTC(2026, chance.below(9), chance.between(1, 28))).toISOString();

/** What may change in a row that the asker does not see, without moving anything that they do see. */
const CHANGES: Readonly<Record<string, Readonly<Record<string, (chance: Chance) => Value>>>> = {
  Customer: {
    ...{ name: text, short_name: text, industry: text, annual_revenue: amount, created_at: moment },
    ...{ city: text, credit_code: (chance) => `9111000000000${chance.between(10_000, 99_999)}` },
    tier: (chance) => chance.pick(['GOLD', 'SILVER', null]),
  },
  Contact: { name: text, title: text },
  Interaction: { summary: text, happened_at: moment, channel: (chance) => chance.pick(['CALL', 'VISIT']) },
  Opportunity: { name: text, base_amount: amount, amount, created_at: moment },
  OpportunityLine: { amount, quantity: amount },
  Product: { name: text, series: text },
  ProductPrice: { list_price: amount },
  ExchangeRate: { rate: (chance) => `${chance.between(1, 9)}.50000000` },
  ServiceCase: { subject: text, opened_at: moment, reopened: (chance) => chance.below(9) },
  ServiceEntry: { note: text },
  ServiceProcess: { name_zh: text, name_en: text },
  ChurnWarning: { score: (chance) => chance.below(20) / 20, value_at_risk: amount, raised_at: moment },
  Approval: { title_zh: text, title_en: text, submitted_at: moment },
  ApprovalTask: { comment: text },
  ApprovalEntry: { comment: text },
  ApprovalProcess: { name_zh: text, name_en: text },
  Person: { name: text, email: mail, phone: (chance) => `1370000${chance.between(1000, 9999)}` },
  Department: { name: text },
  Position: { name: text },
  Role: { name: text },
  Handover: { given_reason: text },
  AccountApplication: { name: text, grounds: text },
};
const COPIED = ['Customer', 'Contact', 'Interaction', 'Opportunity', 'ServiceCase', 'ChurnWarning', 'Approval'];
/** Nothing else is seen through these. */
const DELETED = ['Contact', 'Interaction', 'ServiceCase', 'ChurnWarning', 'ExchangeRate'];

/** Changes, deletes and adds rows that the asker neither sees nor counts, then asks everything again: each answer must be the same, byte for byte. Answers how many such pairs of worlds were compared. */
export async function checkNonInterference(suite: Suite, comparison: Comparison, chance: Chance): Promise<number> {
  if ((await changeUnseen(suite, comparison, chance)) === 0) return 0;
  const told = [...comparison.told];
  for (const { document, variables, answer } of told) {
    const again = JSON.stringify(await comparison.caller.ask(document, variables));
    comparison.check('non-interference', { document, variables }, answer, again);
  }
  return 1;
}

async function changeUnseen(suite: Suite, { asked }: Comparison, chance: Chance): Promise<number> {
  let changed = 0;
  for (const [type, kind] of Object.entries(KINDS)) {
    const changes = CHANGES[type];
    const { sight } = asked;
    const counted = new Set([...sight.rows(type), ...sight.countedRows(type)].map(({ id }) => id));
    const unseen = rowsOf(sight.oracle.world, type).filter(({ id }) => !counted.has(id) && !sight.borrowed(type, id));
    for (const row of unseen) {
      // Names of roles that people hold are told wherever access is explained.
      if (type === 'Role' && sight.oracle.world.memberships.some((one) => one['role_id'] === row.id)) continue;
      if (!changes || !chance.percent(CHANGED_PERCENT)) continue;
      row['known_since'] ??= String(row['created_at']);
      const drawn = Object.entries(changes).map(([column, draw]) => [column, draw(chance)]);
      const gone =
        DELETED.includes(type) && chance.percent(DELETED_PERCENT) ? String(row['created_at']) : row['deleted_at'];
      await changeRow(suite, kind.table, row, { ...(Object.fromEntries(drawn) as Row), deleted_at: gone ?? null });
      if (type in SEARCHED) await insertSearch(suite.product, type, [row]);
      changed += 1;
    }
    if (COPIED.includes(type)) changed += await copyUnseen(suite, sight.oracle.world, type, unseen, chance);
  }
  return changed;
}

/** More rows of the same owner and department as some that the asker does not see; without their grants they are seen by fewer. */
async function copyUnseen(
  suite: Suite,
  world: World,
  type: string,
  unseen: readonly Row[],
  chance: Chance,
): Promise<number> {
  const count = Object.values(world.rows).reduce((all, rows) => all + rows.length, 0);
  const copies = unseen
    .filter(() => chance.percent(COPIED_PERCENT))
    .map((row, place) => ({ ...row, id: (FIRST_COPY + BigInt(count + place)).toString(), known_since: NEVER }));
  await insertRows(suite.product, suite.features, KINDS[type]!.table, copies, false);
  world.rows[type]!.push(...copies);
  if (type in SEARCHED) await insertSearch(suite.product, type, copies);
  return copies.length;
}
