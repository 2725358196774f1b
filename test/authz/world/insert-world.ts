import type { Product } from '../support/product.js';
import { KINDS } from './kinds.js';
import { BESIDES, onlyVersion } from './past.js';
import { SEARCHED, searchEntries } from './search-texts.js';
import { type ColumnInfo, type Features, type Row, rowsOf, type Value, versionsOf, type World } from './rows.js';

/** Tables that outlive a world: made by migrations, by the start, by the running server itself. */
const KEPT = new Set([
  'schema_migration',
  'calendar_day',
  'instance_number',
  'lease',
  ...['stage_model', 'stage_model_history', 'stage', 'stage_history'],
  'job_run',
]);
const ROWS_AT_ONCE = 200;
const GRAMS_AT_ONCE = 2_000;
/** What the words of any message are made of. */
export const WORDS = {
  ...{ title: { zh: '标题', en: 'Title' }, submitterName: '王', number: 'SC1', customerName: '客户', subject: '问题' },
  ...{ dueText: '明天', reasons: { zh: '久未购买', en: 'Silent' } },
};

/** Empties the database and writes the world into it, past the product. */
export async function insertWorld(product: Product, world: World, features: Features): Promise<void> {
  for (const name of features.tables.keys()) if (!KEPT.has(name)) await product.sql(`DELETE FROM ${name}`);
  for (const type of Object.keys(SEARCHED))
    await indexSearch(product, type, [...rowsOf(world, type), ...versionsOf(world, type)]);
  for (const [type, { table }] of Object.entries(KINDS)) {
    await insertRows(product, features, table, rowsOf(world, type), false);
    await insertRows(product, features, `${table}_history`, versionsOf(world, type), false);
  }
  await insertRows(product, features, 'record_grant', world.grants, true);
  await insertRows(product, features, 'role_membership', world.memberships, true);
  await insertRows(product, features, 'session', world.sessions, false);
  await insertRows(product, features, 'person_department', world.besides, false);
  await insertRows(product, features, 'person_department_history', versionsOf(world, BESIDES), false);
  await insertMessages(product, features, world);
  await insertRows(product, features, 'bulk_journal', rowsOf(world, 'HandoverKept'), false);
  await insertAudit(product, features, rowsOf(world, 'AuditEntry'));
}

/** Writes rows of that table and, where that is wanted, each as its only version into the history. */
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
  if (tracked) await insertRows(product, features, `${table}_history`, (rows as Row[]).map(onlyVersion), false);
}

/** Changes columns of a row in the world and in the database, past the product; of one version in a history. */
export async function changeRow(
  { product, features }: { readonly product: Product; readonly features: Features },
  table: string,
  row: Row,
  values: Readonly<Record<string, Value>>,
): Promise<void> {
  Object.assign(row, values);
  const columns = features.tables.get(table)!;
  const known = Object.entries(values).map(([column, value]) => stored(columns.get(column)!, value));
  const set = Object.keys(values).map((column) => `${column} = ?`);
  const version = columns.has('valid_to') ? ` AND version = ${String(row['version'])}` : '';
  await product.sql(`UPDATE ${table} SET ${set.join(', ')} WHERE id = ?${version}`, [...known, row.id]);
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

/** Entries, and their values, which stand in a table of their own. */
async function insertAudit(product: Product, features: Features, entries: readonly Row[]): Promise<void> {
  await insertRows(product, features, 'audit_entry', entries, false);
  const values = entries.map(({ id, changes }) => ({ entry_id: id, changes: JSON.stringify(changes) }));
  await insertRows(product, features, 'audit_value', values, false);
}

async function insertMessages(product: Product, features: Features, world: World): Promise<void> {
  const heads = new Map<string, number>();
  for (const { person_id: personId, seq } of world.messages) heads.set(personId, seq);
  const streams = [...heads].map(([personId, seq]) => ({ person_id: personId, last_seq: seq }));
  await insertRows(product, features, 'person_stream', streams, false);
  const messages = world.messages.map((message) => ({ ...message, payload: WORDS }));
  await insertRows(product, features, 'person_message', messages, false);
}

/** Gives rows, also those of the past, their search text, and writes their words into the index, which keeps those of all versions. */
export async function indexSearch(product: Product, type: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const { action: kind } = KINDS[type]!;
  const entries = await searchEntries(product, type, rows);
  const values = new Map<string, unknown[]>();
  rows.forEach((row, place) => {
    const { text, grams } = entries[place]!;
    row['search_text'] = text;
    for (const gram of grams) values.set(`${row.id} ${gram}`, [kind, gram, row.id]);
  });
  const all = [...values.values()];
  for (let from = 0; from < all.length; from += GRAMS_AT_ONCE)
    await product.sql('INSERT IGNORE INTO search_gram (kind, gram, record_id) VALUES ?', [
      all.slice(from, from + GRAMS_AT_ONCE),
    ]);
}
