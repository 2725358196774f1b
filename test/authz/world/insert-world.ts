import type { Product } from '../support/product.js';
import { KINDS } from './kinds.js';
import type { ColumnInfo, Features, Row, Value, World } from './rows.js';

/** Tables that outlive a world: made by migrations, by the start, by the running server itself. */
const KEPT = new Set(['schema_migration', 'calendar_day', 'instance_number', 'lease', 'stage_model', 'stage', 'job_run']);
const SEARCHED = ['Customer', 'Contact', 'Opportunity', 'ServiceCase', 'Person'];
const ROWS_AT_ONCE = 200;
/** What the words of any message are made of. */
export const WORDS = {
  ...{ title: { zh: '标题', en: 'Title' }, submitterName: '王', number: 'SC1', customerName: '客户', subject: '问题' },
  ...{ dueText: '明天', reasons: { zh: '久未购买', en: 'Silent' } },
};
const FOR_EVER = '9999-12-31 00:00:00.000';

/** Empties the database and writes the world into it, past the product. */
export async function insertWorld(product: Product, world: World, features: Features): Promise<void> {
  for (const name of features.tables.keys()) if (!KEPT.has(name)) await product.sql(`DELETE FROM ${name}`);
  for (const [type, { table, tracked }] of Object.entries(KINDS))
    await insertRows(product, features, table, world.rows[type] ?? [], tracked);
  await insertRows(product, features, 'record_grant', world.grants, true);
  await insertRows(product, features, 'role_membership', world.memberships, true);
  await insertRows(product, features, 'session', world.sessions, false);
  if (features.tables.has('person_department'))
    await insertRows(product, features, 'person_department', world.besides, true);
  if (features.tables.has('deputy')) await insertRows(product, features, 'deputy', world.deputies, true);
  await insertMessages(product, features, world);
  await insertGrams(product, world);
}

/** Writes rows and, for tracked kinds, their first rows of history. */
export async function insertRows(
  product: Product,
  features: Features,
  table: string,
  rows: readonly object[],
  tracked: boolean,
): Promise<void> {
  const columns = features.tables.get(table);
  const [first] = rows;
  if (!columns || !first) return;
  const given = Object.keys(first).filter((column) => columns.has(column));
  const missing = [...columns].filter(([name, { required }]) => required && !given.includes(name));
  const names = [...given, ...missing.map(([name]) => name)];
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const values = rows
      .slice(from, from + ROWS_AT_ONCE)
      .map((row) => [
        ...given.map((column) => stored(columns.get(column)!, (row as Row)[column] ?? null)),
        ...missing.map(([, column]) => emptyOf(column)),
      ]);
    await product.sql(`INSERT INTO ${table} (${names.join(',')}) VALUES ?`, [values]);
  }
  if (!tracked) return;
  const ids = rows.map((row) => (row as Row).id);
  await product.sql(
    `INSERT INTO ${table}_history (${names.join(',')}, valid_from, valid_to)
     SELECT ${names.join(',')}, created_at, '${FOR_EVER}' FROM ${table} WHERE id IN (?)`,
    [ids],
  );
}

function stored({ type }: ColumnInfo, value: Value): unknown {
  if (value === null) return null;
  if (type === 'datetime') return new Date(String(value));
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** A column that the suite does not know yet, but that takes no null. */
function emptyOf({ type }: ColumnInfo): unknown {
  if (type === 'datetime') return new Date(0);
  if (type === 'date') return '2026-01-01';
  return /int|decimal|double|float/.test(type) ? 0 : type === 'longtext' || type === 'json' ? '[]' : '';
}

async function insertMessages(product: Product, features: Features, world: World): Promise<void> {
  const heads = new Map<string, number>();
  for (const { person_id: personId, seq } of world.messages) heads.set(personId, seq);
  const streams = [...heads].map(([personId, seq]) => ({ person_id: personId, last_seq: seq }));
  await insertRows(product, features, 'person_stream', streams, false);
  const messages = world.messages.map((message) => ({ ...message, payload: WORDS }));
  await insertRows(product, features, 'person_message', messages, false);
}

/** The index that keyword search reads. */
async function insertGrams(product: Product, world: World): Promise<void> {
  const records = SEARCHED.flatMap((type) =>
    (world.rows[type] ?? []).map((row) => ({ kind: KINDS[type]!.action, id: row.id, text: String(row['search_text']) })),
  );
  if (records.length === 0) return;
  const grams = await product.control<string[][]>(
    'grams',
    records.map(({ text }) => text),
  );
  const values = records.flatMap(({ kind, id }, i) => grams[i]!.map((gram) => [kind, gram, id]));
  for (let from = 0; from < values.length; from += 2_000)
    await product.sql('INSERT INTO search_gram (kind, gram, record_id) VALUES ?', [values.slice(from, from + 2_000)]);
}
