import type { Suite } from '../run/suite.js';
import type { Chance } from '../support/chance.js';
import type { Sight } from '../model/sight.js';
import { changeRow, indexSearch, insertRows } from '../world/insert-world.js';
import { KINDS } from '../world/kinds.js';
import { SEARCHED } from '../world/search-texts.js';
import { askedMoments } from '../world/past.js';
import { isTold } from '../model/history.js';
import { type Row, rowsOf, type Value, versionsOf, type World } from '../world/rows.js';
import type { Comparison } from './comparison.js';

const CHANGED_PERCENT = 60;
const COPIED_PERCENT = 30;
const DELETED_PERCENT = 20;
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

/**
 * Changes, deletes and adds rows and versions of the past that the asker neither sees nor counts at any moment that was asked, then asks
 * everything again: each answer must be the same, byte for byte. Answers how many such pairs of worlds were compared.
 */
export async function checkNonInterference(suite: Suite, comparison: Comparison, chance: Chance): Promise<number> {
  if ((await changeUnseen(suite, comparison, chance)) === 0) return 0;
  const told = [...comparison.told];
  for (const { document, variables, answer } of told) {
    const again = JSON.stringify(await comparison.caller.ask(document, variables));
    comparison.check('non-interference', { document, variables }, answer, again);
  }
  return 1;
}

async function changeUnseen(suite: Suite, { asked: { sight } }: Comparison, chance: Chance): Promise<number> {
  const { world } = sight.oracle;
  const unseen = Object.keys(KINDS).map((type) => ({ type, ...unseenOf(sight, type) }));
  let changed = 0;
  for (const { type, rows, versions } of unseen) {
    const { table } = KINDS[type]!;
    for (const row of rows) changed += await changeOne(suite, type, table, row, chance);
    for (const one of versions) changed += await changeOne(suite, type, `${table}_history`, one, chance);
    if (COPIED.includes(type)) changed += await copyUnseen(suite, world, type, rows, versions, chance);
  }
  return changed;
}

/** The rows that the asker neither sees nor counts now, and the versions of the past that they see at none of the moments asked. */
function unseenOf(sight: Sight, type: string): { rows: Row[]; versions: Row[] } {
  const { world } = sight.oracle;
  const counted = new Set([...sight.rows(type), ...sight.countedRows(type)].map(({ id }) => id));
  const rows = rowsOf(world, type).filter(({ id }) => !counted.has(id) && !sight.borrowed(type, id));
  // Of a log, the entries of now themselves.
  const shown = new Set(askedMoments(world).flatMap((moment) => shownThen(sight.at(moment), type)));
  const versions = versionsOf(world, type).filter((one) => !shown.has(one) && !isTold(sight, type, one));
  // Names of roles that people hold are told wherever access is explained.
  const named = (row: Row): boolean =>
    type === 'Role' && world.memberships.some((membership) => membership['role_id'] === row.id);
  return { rows: rows.filter((row) => !named(row) && !shown.has(row)), versions };
}

/** What lists show of a moment, reports count, and words are taken from. */
function shownThen(then: Sight, type: string): Row[] {
  const borrowed = (then.oracle.records.rows[type] ?? []).filter(({ id }) => then.borrowed(type, id));
  return [...then.rows(type), ...then.countedRows(type), ...borrowed];
}

async function changeOne(suite: Suite, type: string, table: string, row: Row, chance: Chance): Promise<number> {
  const changes = CHANGES[type];
  if (!changes || !chance.percent(CHANGED_PERCENT)) return 0;
  const values: Record<string, Value> = {};
  for (const [column, draw] of Object.entries(changes)) values[column] = draw(chance);
  if (DELETED.includes(type) && chance.percent(DELETED_PERCENT)) values['deleted_at'] = row['created_at']!;
  if (type in SEARCHED) {
    Object.assign(row, values);
    await indexSearch(suite.product, type, [row]);
    values['search_text'] = row['search_text']!;
  }
  await changeRow(suite, table, row, values);
  return 1;
}

/** More rows of the same owner and department as some that the asker does not see; without their grants they are seen by fewer. Where no version of one is seen, the copy has its past as well. */
async function copyUnseen(
  { product, features }: Suite,
  world: World,
  type: string,
  rows: readonly Row[],
  versions: readonly Row[],
  chance: Chance,
): Promise<number> {
  const { table } = KINDS[type]!;
  const count = Object.values(world.rows).reduce((all, one) => all + one.length, 0);
  const hidden = (id: string): boolean =>
    versionsOf(world, type).every((one) => one.id !== id || versions.includes(one));
  const copied = rows.filter(() => chance.percent(COPIED_PERCENT));
  const ids = new Map(copied.map(({ id }, place) => [id, (FIRST_COPY + BigInt(count + place)).toString()]));
  const copies = copied.map((row) => ({ ...row, id: ids.get(row.id)! }));
  const past = versions
    .filter(({ id }) => ids.has(id) && hidden(id))
    .map((version) => ({ ...version, id: ids.get(version.id)! }));
  if (type in SEARCHED) await indexSearch(product, type, [...copies, ...past]);
  await insertRows(product, features, table, copies, false);
  await insertRows(product, features, `${table}_history`, past, false);
  world.rows[type]!.push(...copies);
  versionsOf(world, type).push(...past);
  return copies.length;
}
