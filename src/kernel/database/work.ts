import type { PoolConnection } from 'mysql2/promise';
import { readableKind, visible } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import type { EventDefinition } from '../events/domain-event.js';
import { indexSearch, searchTextOf, storedSearchText } from '../lists/search-index.js';
import { Forbidden, NotFound, RecordLocked, StaleRecord } from '../runtime/domain-error.js';
import { auditChange, type ChangedRow } from '../audit/audit-change.js';
import type { Database, OpenTransaction } from './database.js';
import type { IdSource } from './ids.js';
import type { Operation } from './operation.js';
import { PendingWrites } from './pending-writes.js';
import type { RecordClass, StoredRecord } from './record-kind.js';
import {
  isRecordId,
  type MappedKind,
  type RecordMapper,
  type RowValues,
  sameValue,
  type Wanted,
  whereSql,
} from './record-mapper.js';
import { DatabaseAway, faultOf } from './retryable.js';
import { checkWrittenFields } from './written-fields.js';

type Loaded = Readonly<{ values: RowValues; version: number; updatedAt: Date; searchText: string }>;

interface FetchOptions {
  /** The verb whose scope must reach the record, such as `edit`; the record must be readable as well. */
  readonly verb: string;
  /** The version that the client saw; another one is refused as stale. */
  readonly expectedVersion?: number | null;
  /** True for the outcome of the approval that holds the lock. */
  readonly evenLocked?: boolean;
  /** True for bringing a record back, which is locked meanwhile; a deleted one is reached as it was when it was deleted. */
  readonly evenDeleted?: boolean;
}

const VALID_FROM_STEP_MS = 1;

/** One transaction's work, and the one write door: every change of a record passes through here. */
export class Work implements OpenTransaction {
  private readonly pending = new PendingWrites();
  private readonly loaded = new WeakMap<StoredRecord, Loaded>();
  /** Whether the outbox gets something, so that the dispatcher is woken after the commit. */
  hasEvents = false;
  private readonly afterCommit: (() => void)[] = [];
  private sending: Promise<void> = Promise.resolve();
  private ended = false;
  /** Why this transaction can no longer commit. */
  private fault: { readonly cause: unknown } | null = null;

  constructor(
    readonly connection: PoolConnection,
    /** The transaction's moment: the database's clock. */
    readonly at: Date,
    readonly operation: Operation,
    private readonly database: Database,
    private readonly mapper: RecordMapper,
    private readonly ids: IdSource,
    /** True after a lost race: what is read for a change is locked, so that this try gets through. */
    private readonly locking = false,
  ) {}

  /** The signed-in person that acts. Throws when the system acts. */
  get viewer(): Viewer {
    if (!this.operation.actor) throw new Error(`${this.operation.action} runs as the system and has no viewer.`);
    return this.operation.actor;
  }

  nextId(): string {
    return this.ids.next();
  }

  /** Adds a new record; the door fills id, version and times. Only imports may give `effectiveAt`, the earlier moment it holds from. */
  add<R extends StoredRecord>(record: R, from: Date = this.at): R {
    const effectiveAt = this.notLater(from);
    const kind = this.mapper.kind(record.constructor as RecordClass);
    record.id ??= this.ids.next();
    record.version = 1;
    record.createdAt = effectiveAt;
    record.createdBy = this.operation.actor?.personId ?? null;
    record.deletedAt = null;
    const searchText = searchTextOf(record);
    const values = this.stamp(kind, record, effectiveAt);
    checkWrittenFields(this.operation, kind, null, values);
    this.pending.insertRecord(
      { kind, id: record.id, oldVersion: 0, version: 1, values, validFrom: effectiveAt },
      record.createdBy,
      this.operation.reason ?? null,
    );
    indexSearch(this.pending, kind.definition.kind, record.id, '', searchText);
    this.audit(kind, record, { before: null, after: values, sentAgain: [] });
    this.loaded.set(record, { values, version: 1, updatedAt: effectiveAt, searchText });
    if (effectiveAt < this.at) this.onCommit(() => this.database.datedBack(effectiveAt));
    return record;
  }

  /** Reads a record to change it. Throws NotFound when the viewer cannot see it, Forbidden, RecordLocked, StaleRecord. */
  async fetch<R extends StoredRecord>(target: RecordClass<R>, id: string, options: FetchOptions): Promise<R> {
    const kind = this.mapper.kind(target);
    const defined = readableKind(kind.definition.kind);
    if (!defined) throw new Error(`${kind.definition.kind} has no read predicate: add defineReadable.`);
    if (!isRecordId(id)) throw new NotFound();
    const readable = options.evenDeleted ? { ...defined, softDeleted: false } : defined;
    const read = visible(this.viewer, readable, 't');
    const may = visible(this.viewer, readable, 't', options.verb);
    const row = await this.database.one<Record<string, unknown>>(
      `SELECT t.*, (${may.text}) AS may_act, ${LOCKED} AS is_locked FROM ${kind.table} t WHERE t.id = ? AND ${read.text}${options.evenDeleted ? FOR_UPDATE : this.lock}`,
      [...may.params, kind.definition.kind, id, ...read.params],
    );
    if (!row) throw new NotFound();
    if (!Number(row['may_act'])) throw new Forbidden(`${kind.definition.kind}.${options.verb}`);
    if (Number(row['is_locked']) && !options.evenLocked) throw new RecordLocked();
    return this.remember(target, kind, row, options.expectedVersion ?? null);
  }

  /** Reads a record for a change by the system or by a rule that has checked access itself; null when it is not there. */
  async fetchUnscoped<R extends StoredRecord>(
    target: RecordClass<R>,
    id: string,
    expectedVersion: number | null = null,
  ): Promise<R | null> {
    const kind = this.mapper.kind(target);
    if (!isRecordId(id)) return null;
    const row = await this.database.one<Record<string, unknown>>(
      `SELECT t.* FROM ${kind.table} t WHERE t.id = ? AND t.deleted_at IS NULL${this.lock}`,
      [id],
    );
    return row ? this.remember(target, kind, row, expectedVersion) : null;
  }

  /** Reads the records that match fixed conditions on columns (a value, or one of several), in id order, for a change by the system. */
  async fetchWhere<R extends StoredRecord>(target: RecordClass<R>, where: Wanted<R>): Promise<R[]> {
    const kind = this.mapper.kind(target);
    const among = whereSql(kind, where);
    if (!among) return [];
    const text = `SELECT t.* FROM ${kind.table} t WHERE t.deleted_at IS NULL AND ${among.text} ORDER BY t.id${this.lock}`;
    const rows = await this.database.rows<Record<string, unknown>>(text, among.params);
    return rows.map((row) => this.remember(target, kind, row, null));
  }

  /** Writes the changed fields of a record that this work has read or added; does nothing when nothing changed. */
  save<R extends StoredRecord>(record: R, effectiveAt: Date = this.at): R {
    return this.write(record, this.notLater(effectiveAt), false);
  }

  /** Writes a new version even when no field changed, so that everyone who read the old one meets a conflict. */
  touch<R extends StoredRecord>(record: R): R {
    return this.write(record, this.at, true);
  }

  /** Deletes softly: the row and its history stay, and saved without `deletedAt` it is back. */
  remove(record: StoredRecord): void {
    record.deletedAt = this.at;
    this.write(record, this.at, true);
  }

  /** Puts an event into the outbox; it is delivered after the commit, at least once. */
  record<P extends object>(event: EventDefinition<P>, recordId: string, payload: P): void {
    this.hasEvents = true;
    this.pending.insertRow('outbox_event', OUTBOX_COLUMNS, [
      this.ids.next(),
      event.name,
      event.version,
      recordId,
      this.operation.actor?.personId ?? null,
      this.at,
      JSON.stringify(payload),
    ]);
  }

  /** A row of one of the kernel's own tables. */
  insertRow(table: string, columns: readonly string[], row: unknown[]): void {
    this.pending.insertRow(table, columns, row);
  }

  /** Runs in this process after the commit: for waking things up, never for effects that must not be lost. */
  onCommit(action: () => void): void {
    this.afterCommit.push(action);
  }

  committed(): void {
    for (const action of this.afterCommit) action();
  }

  /** A nested use case. One that fails after it has written takes the whole work with it, even when its caller goes on: half of it would commit. */
  async join<T>(nested: (work: Work) => Promise<T>): Promise<T> {
    const before = this.pending.count;
    try {
      return await nested(this);
    } catch (error) {
      if (this.pending.count !== before) this.fault ??= { cause: error };
      throw error;
    }
  }

  /** Flushes one after the other, so that reads at the same time all see what was written before them. */
  flush(): Promise<void> {
    if (this.pending.empty) return this.sending;
    this.sending = this.sending.then(() => this.sendPending());
    return this.sending;
  }

  checkOpen(): void {
    if (this.fault) throw this.fault.cause;
    if (this.ended) throw new Error(`${this.operation.action} has ended; await everything that it does.`);
  }

  /** After a deadlock or a lost connection the database has rolled back: what followed would be committed one by one. */
  failed(error: unknown): void {
    if (faultOf(error) === 'retry-whole' || error instanceof DatabaseAway) this.fault ??= { cause: error };
  }

  /** Nothing is sent on the connection from now on; it may serve somebody else. */
  end(): void {
    this.ended = true;
  }

  private get lock(): string {
    return this.locking ? FOR_UPDATE : '';
  }

  private async sendPending(): Promise<void> {
    if (this.pending.empty) return;
    this.checkOpen();
    const sender: OpenTransaction = {
      connection: this.connection,
      flush: () => Promise.resolve(),
      checkOpen: () => this.checkOpen(),
      failed: (error) => this.failed(error),
    };
    try {
      await this.database.runIn(sender, () => this.pending.send(this.database));
    } catch (error) {
      this.fault ??= { cause: error };
      throw error;
    }
  }

  /** Nothing holds from a moment that is still to come. */
  private notLater(effectiveAt: Date): Date {
    if (Number.isNaN(effectiveAt.getTime())) throw new RangeError('effectiveAt is no moment.');
    return effectiveAt > this.at ? this.at : effectiveAt;
  }

  private write<R extends StoredRecord>(record: R, effectiveAt: Date, always: boolean): R {
    const before = this.loaded.get(record);
    if (!before) throw new Error('Only a record that this work has read or added can be written.');
    const kind = this.mapper.kind(record.constructor as RecordClass);
    const searchText = record.deletedAt ? '' : searchTextOf(record);
    const next = this.mapper.values(kind, record);
    const sentAgain = record.deletedAt ? [] : checkWrittenFields(this.operation, kind, before.values, next);
    const same = kind.columns.every(
      ({ property }, index) => property === 'searchText' || sameValue(next[index], before.values[index]),
    );
    if (!always && same && sentAgain.length === 0) return record;
    const validFrom = new Date(Math.max(effectiveAt.getTime(), before.updatedAt.getTime() + VALID_FROM_STEP_MS));
    record.version = before.version + 1;
    const values = this.stamp(kind, record, validFrom);
    this.pending.updateRecord(
      { kind, id: record.id, oldVersion: before.version, version: record.version, values, validFrom },
      this.operation.actor?.personId ?? null,
      this.operation.reason ?? null,
    );
    indexSearch(this.pending, kind.definition.kind, record.id, before.searchText, searchText);
    this.audit(kind, record, { before: before.values, after: values, sentAgain });
    this.loaded.set(record, { values, version: record.version, updatedAt: validFrom, searchText });
    return record;
  }

  private stamp(kind: MappedKind, record: StoredRecord, at: Date): RowValues {
    record.updatedAt = at;
    record.updatedBy = this.operation.actor?.personId ?? null;
    return this.mapper.values(kind, record);
  }

  private remember<R extends StoredRecord>(
    target: RecordClass<R>,
    kind: MappedKind,
    row: Record<string, unknown>,
    expectedVersion: number | null,
  ): R {
    const record = this.mapper.hydrate(target, row);
    if (expectedVersion !== null && record.version !== expectedVersion) throw new StaleRecord(record.version);
    const values = this.mapper.values(kind, record);
    const { version, updatedAt } = record;
    const searchText = record.deletedAt ? '' : storedSearchText(record);
    this.loaded.set(record, { values, version, updatedAt, searchText });
    return record;
  }

  private audit(kind: MappedKind, { id, version }: StoredRecord, change: ChangedRow): void {
    const { at, operation } = this;
    auditChange(this.pending, { entryId: this.ids.next(), at, operation, kind, recordId: id, version, ...change });
  }
}

const LOCKED = 'EXISTS (SELECT 1 FROM record_lock l WHERE l.kind = ? AND l.record_id = t.id AND l.deleted_at IS NULL)';
const FOR_UPDATE = ' FOR UPDATE';
const OUTBOX_COLUMNS = ['id', 'name', 'event_version', 'record_id', 'actor_id', 'occurred_at', 'payload'];
