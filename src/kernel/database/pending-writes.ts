import type { Database } from './database.js';
import type { MappedKind, RowValues } from './record-mapper.js';
import { OPEN_END } from './record-kind.js';
import { VersionRace } from './retryable.js';

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

const ROWS_PER_INSERT = 200;

/** Holds a transaction's writes back, so that each table gets one statement and locks are taken in id order. */
export class PendingWrites {
  private readonly inserts = new Map<string, TableRows>();
  private updates: RecordChange[] = [];
  private removedGrams: { kind: string; id: string; grams: readonly string[] }[] = [];
  private readonly fresh = new Map<string, { row: unknown[]; history: unknown[] | null }>();

  get empty(): boolean {
    return this.inserts.size === 0 && this.updates.length === 0 && this.removedGrams.length === 0;
  }

  /** A plain row for a table of the kernel (audit, outbox, receipts). */
  insertRow(table: string, columns: readonly string[], row: unknown[]): void {
    const rows = this.inserts.get(table)?.rows;
    if (rows) rows.push(row);
    else this.inserts.set(table, { columns, rows: [row] });
  }

  insertRecord(change: RecordChange, actorId: string | null, reason: string | null): void {
    const columns = change.kind.columns.map((column) => column.column);
    const row = [...change.values];
    this.insertRow(change.kind.table, columns, row);
    const history = this.historyRow(change, actorId, reason);
    this.fresh.set(`${change.kind.table}:${change.id}`, { row, history });
  }

  updateRecord(change: RecordChange, actorId: string | null, reason: string | null): void {
    const unsent = this.fresh.get(`${change.kind.table}:${change.id}`);
    if (unsent) {
      unsent.row.splice(0, unsent.row.length, ...change.values);
      if (unsent.history) unsent.history[unsent.history.length - 3] = change.validFrom;
      unsent.history = this.historyRow(change, actorId, reason);
      return;
    }
    this.updates.push(change);
    this.historyRow(change, actorId, reason);
  }

  /** Takes words of a record out of the search index. */
  removeGrams(kind: string, id: string, grams: readonly string[]): void {
    this.removedGrams.push({ kind, id, grams });
  }

  private historyRow(change: RecordChange, actorId: string | null, reason: string | null): unknown[] | null {
    if (!change.kind.definition.history) return null;
    const columns = [...change.kind.columns.map((column) => column.column), 'valid_from', 'valid_to', 'actor_id', 'reason'];
    const row = [...change.values, change.validFrom, OPEN_END, actorId, reason];
    this.insertRow(`${change.kind.table}_history`, columns, row);
    return row;
  }

  /** Sends everything held back. Throws VersionRace when a record has moved on since it was read. */
  async send(database: Database): Promise<void> {
    const updates = this.updates.sort(byTableAndId);
    const inserts = [...this.inserts];
    const removedGrams = this.removedGrams;
    this.updates = [];
    this.removedGrams = [];
    this.inserts.clear();
    this.fresh.clear();
    for (const change of updates) await sendUpdate(database, change);
    for (const { kind, id, grams } of removedGrams)
      await database.write(
        `DELETE FROM search_gram WHERE kind=? AND record_id=? AND gram IN (${grams.map(() => '?').join(',')})`,
        [kind, id, ...grams],
      );
    for (const [table, { columns, rows }] of inserts)
      for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
        await sendInsert(database, table, columns, rows.slice(from, from + ROWS_PER_INSERT));
  }
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
  const slots = `(${columns.map(() => '?').join(',')})`;
  const text = `INSERT INTO ${table} (${columns.join(',')}) VALUES ${rows.map(() => slots).join(',')}`;
  await database.write(text, rows.flat());
}
