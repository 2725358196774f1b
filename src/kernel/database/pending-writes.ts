import type { Database } from './database.js';
import { KEY_TABLE } from './idempotency.js';
import type { MappedKind, RowValues } from './record-mapper.js';
import { OPEN_END } from './record-kind.js';
import { faultOf, KeyTaken, VersionRace } from './retryable.js';

/** What history, audit and outbox need of one change. */
export interface RecordChange {
  readonly kind: MappedKind;
  readonly id: string;
  /** 0 for a new record. */
  readonly oldVersion: number;
  readonly version: number;
  readonly values: RowValues;
  readonly validFrom: Date;
}

interface TableRows {
  readonly columns: readonly string[];
  readonly rows: unknown[][];
}

/** Words that a record gains in the search index. It loses none: what it was found by once, it is found by at that moment. */
interface GainedGrams {
  readonly kind: string;
  readonly id: string;
  readonly grams: Set<string>;
}

const ROWS_PER_INSERT = 200;
const INTERVAL_COLUMNS = ['valid_from', 'valid_to', 'actor_id', 'reason'];

/** Stands in history where the record holds a secret: an old password hash is a danger and no memory. */
const SECRET = '•';

/** Holds a transaction's writes back, so that each table gets one statement and locks are taken in id order. */
export class PendingWrites {
  private readonly inserts = new Map<string, TableRows>();
  private updates: RecordChange[] = [];
  private readonly grams = new Map<string, GainedGrams>();
  /** New records that the database does not have yet: a change of one is a change of its row here. */
  private readonly fresh = new Map<string, unknown[]>();
  /** Each record's last history row while it waits here; its interval ends where the next one begins. */
  private readonly lastHistory = new Map<string, unknown[]>();
  /** Grows with each change; tells whether a part of the work has written anything. */
  count = 0;

  get empty(): boolean {
    return this.inserts.size === 0 && this.updates.length === 0 && this.grams.size === 0;
  }

  /** A plain row for a table of the kernel (audit, outbox, receipts). */
  insertRow(table: string, columns: readonly string[], row: unknown[]): void {
    this.count += 1;
    const rows = this.inserts.get(table)?.rows;
    if (rows) rows.push(row);
    else this.inserts.set(table, { columns, rows: [row] });
  }

  insertRecord(change: RecordChange, actorId: string | null, reason: string | null): void {
    const columns = change.kind.columns.map((column) => column.column);
    const row = [...change.values];
    this.insertRow(change.kind.table, columns, row);
    this.fresh.set(keyOf(change), row);
    this.writeHistory(change, actorId, reason);
  }

  updateRecord(change: RecordChange, actorId: string | null, reason: string | null): void {
    this.count += 1;
    const unsent = this.fresh.get(keyOf(change));
    if (unsent) unsent.splice(0, unsent.length, ...change.values);
    else this.updates.push(change);
    this.writeHistory(change, actorId, reason);
  }

  /** Adds the words of a text that another one, the record's before, does not have. */
  addGrams(kind: string, id: string, before: ReadonlySet<string>, after: ReadonlySet<string>): void {
    const key = `${kind}:${id}`;
    const gained = this.grams.get(key) ?? { kind, id, grams: new Set<string>() };
    for (const gram of after) if (!before.has(gram)) gained.grams.add(gram);
    if (gained.grams.size > 0) this.grams.set(key, gained);
  }

  private writeHistory(change: RecordChange, actorId: string | null, reason: string | null): void {
    const { definition, columns, table } = change.kind;
    if (!definition.history) return;
    const previous = this.lastHistory.get(keyOf(change));
    if (previous) previous[columns.length + INTERVAL_COLUMNS.indexOf('valid_to')] = change.validFrom;
    const shown = change.values.map((value, index) =>
      definition.secret?.includes(columns[index]!.property) ? SECRET : value,
    );
    const row = [...shown, change.validFrom, OPEN_END, actorId, reason];
    this.insertRow(`${table}_history`, [...columns.map(({ column }) => column), ...INTERVAL_COLUMNS], row);
    this.lastHistory.set(keyOf(change), row);
  }

  /** Sends everything held back. Throws VersionRace when a record has moved on since it was read, KeyTaken when a twin was quicker. */
  async send(database: Database): Promise<void> {
    const updates = this.updates.sort(byTableAndId);
    const inserts = [...this.inserts];
    const grams = [...this.grams.values()];
    this.updates = [];
    this.inserts.clear();
    this.grams.clear();
    this.fresh.clear();
    this.lastHistory.clear();
    for (const change of updates) await sendUpdate(database, change);
    for (const [table, { columns, rows }] of inserts)
      for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
        await sendInsert(database, table, columns, rows.slice(from, from + ROWS_PER_INSERT));
    await sendGrams(database, grams);
  }
}

function keyOf({ kind, id }: RecordChange): string {
  return `${kind.table}:${id}`;
}

function byTableAndId(a: RecordChange, b: RecordChange): number {
  if (a.kind.table !== b.kind.table) return a.kind.table < b.kind.table ? -1 : 1;
  const order = BigInt(a.id) - BigInt(b.id);
  return order === 0n ? a.oldVersion - b.oldVersion : order < 0n ? -1 : 1;
}

async function sendUpdate(database: Database, change: RecordChange): Promise<void> {
  const { table, columns } = change.kind;
  const sets = columns.filter(({ property }) => property !== 'id');
  const values = change.values.filter((_, index) => columns[index]!.property !== 'id');
  const text = `UPDATE ${table} SET ${sets.map(({ column }) => `${column}=?`).join(', ')} WHERE id=? AND version=?`;
  const found = await database.write(text, [...values, change.id, change.oldVersion]);
  if (found !== 1) throw new VersionRace(`${table} ${change.id} is no longer at version ${change.oldVersion}.`);
  if (!change.kind.definition.history) return;
  await database.write(`UPDATE ${table}_history SET valid_to=? WHERE id=? AND version=?`, [
    change.validFrom,
    change.id,
    change.oldVersion,
  ]);
}

async function sendInsert(
  database: Database,
  table: string,
  columns: readonly string[],
  rows: readonly unknown[][],
): Promise<void> {
  try {
    await database.write(insertText(table, columns, rows), rows.flat());
  } catch (error) {
    throw table === KEY_TABLE && faultOf(error) === 'duplicate'
      ? new KeyTaken('The idempotency key was used meanwhile.', { cause: error })
      : error;
  }
}

/** Words that are there already are no fault: the index only narrows, the search text decides. */
async function sendGrams(database: Database, gained: readonly GainedGrams[]): Promise<void> {
  const rows = gained.flatMap(({ kind, id, grams }) => [...grams].sort().map((gram) => [kind, gram, id]));
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    const some = rows.slice(from, from + ROWS_PER_INSERT);
    const text = insertText('search_gram', ['kind', 'gram', 'record_id'], some);
    await database.write(`${text} ON DUPLICATE KEY UPDATE kind = VALUES(kind)`, some.flat());
  }
}

function insertText(table: string, columns: readonly string[], rows: readonly unknown[][]): string {
  const slots = `(${columns.map(() => '?').join(',')})`;
  return `INSERT INTO ${table} (${columns.join(',')}) VALUES ${rows.map(() => slots).join(',')}`;
}
