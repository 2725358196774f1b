import { Injectable } from '@nestjs/common';
import { reachedRecordSql } from '../access/reached-record.js';
import { readableKind } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import { blankPast } from '../database/blank-past.js';
import { Database } from '../database/database.js';
import { recordKinds } from '../database/record-kind.js';
import { isRecordId, type MappedKind, RecordMapper } from '../database/record-mapper.js';
import { VersionRace } from '../database/retryable.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DomainError, Forbidden, NotFound } from '../runtime/domain-error.js';
import { type AuditChanges, type ErasedValue, isErased } from './audit-changes.js';
import { fieldDigest, newSalts, NO_SALT, saltsOf } from './audit-digest.js';
import './audit-errors.js';
import { auditFact } from './audit-fact.js';

/** What is to be forgotten of the past. */
export interface Erasing {
  readonly kind: string;
  readonly recordId: string;
  /** Null: everything of the record that may be erased. */
  readonly fields?: readonly string[] | null;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

/** How much was blanked. */
export interface Erased {
  readonly recordId: string;
  readonly entries: number;
  readonly versions: number;
  /** True when more entries are left than one transaction takes: ask again. */
  readonly unfinished: boolean;
}

interface ValueRow {
  readonly entry_id: string;
  readonly changes: string;
  readonly salts: string | null;
}

/** Entries per transaction. */
const MOST_ENTRIES = 500;

/** Answers an erasure request: blanks old values of a record in the audit and in its history; the digests that stay keep the chain whole. */
@Injectable()
export class EraseValues {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly mapper: RecordMapper,
  ) {}

  /** Throws INVALID_ERASED_KIND, INVALID_ERASED_FIELD. */
  execute(viewer: Viewer, erasing: Erasing): Promise<Erased> {
    const { kind: name, recordId, reason, idempotencyKey } = erasing;
    const definition = recordKinds().find((known) => known.kind === name && known.history);
    const personal = definition?.personal ?? [];
    if (!definition || personal.length === 0) throw new DomainError('INVALID_ERASED_KIND', ['input', 'kind']);
    const fields = erasing.fields ?? personal;
    const foreign = fields.some((field) => !personal.includes(field));
    if (foreign || fields.length === 0)
      throw new DomainError('INVALID_ERASED_FIELD', ['input', 'fields'], { fields: personal.join(', ') });
    const kind = this.mapper.kind(definition.target);
    const operation = { actor: viewer, action: 'audit.erase', reason, idempotencyKey, input: erasing };
    return this.unitOfWork.run(operation, async (work) => {
      const { deleted } = await this.reached(viewer, kind, recordId);
      const rows = await this.valuesOf(name, recordId, fields);
      for (const row of rows.slice(0, MOST_ENTRIES)) await this.blank(row, fields);
      const versions = await blankPast(this.database, kind, recordId, fields, deleted);
      auditFact(work, { event: 'ERASED', kind: name, recordId, changes: { fields: [null, fields] } });
      const unfinished = rows.length > MOST_ENTRIES;
      return { recordId, entries: Math.min(rows.length, MOST_ENTRIES), versions, unfinished };
    });
  }

  /** The record, deleted or not, where `audit.erase` reaches it; locked, so that nobody brings it back meanwhile. Throws NOT_FOUND, FORBIDDEN. */
  private async reached(viewer: Viewer, kind: MappedKind, id: string): Promise<{ deleted: boolean }> {
    const readable = readableKind(kind.definition.kind);
    if (!readable || !isRecordId(id)) throw new NotFound();
    const { text, params } = reachedRecordSql(viewer, readable, 'audit.erase', id);
    const row = await this.database.one<{ deleted_at: Date | null; may_act: string }>(text, params);
    if (!row) throw new NotFound();
    if (!Number(row.may_act)) throw new Forbidden('audit.erase');
    return { deleted: row.deleted_at !== null };
  }

  /** Values of the record's entries that still hold one of the fields. */
  private async valuesOf(kind: string, recordId: string, fields: readonly string[]): Promise<ValueRow[]> {
    const rows = await this.database.rows<ValueRow>(
      `SELECT v.entry_id, v.changes, v.salts FROM audit_entry e JOIN audit_value v ON v.entry_id = e.id
       WHERE e.kind = ? AND e.record_id = ? AND e.event = 'CHANGE' ORDER BY e.id`,
      [kind, recordId],
    );
    return rows.filter(({ changes }) => {
      const held = JSON.parse(changes) as AuditChanges;
      return fields.some((field) => Object.hasOwn(held, field) && !isErased(held[field]!));
    });
  }

  /** Leaves of each field the digest that the chain holds; its salt goes with the value, so that nobody finds the value by trying. */
  private async blank({ entry_id: id, changes, salts }: ValueRow, fields: readonly string[]): Promise<void> {
    const held = JSON.parse(changes) as AuditChanges;
    const salt = saltsOf(held, salts ?? newSalts(Object.keys(held).length));
    const left: Record<string, AuditChanges[string]> = { ...held };
    for (const field of fields) {
      const change = held[field];
      if (!change || isErased(change)) continue;
      left[field] = { erased: fieldDigest(salt.get(field)!, field, change) } satisfies ErasedValue;
      salt.set(field, NO_SALT);
    }
    const found = await this.database.write(
      'UPDATE audit_value SET changes = ?, salts = ? WHERE entry_id = ? AND changes = ? AND salts <=> ?',
      [JSON.stringify(left), [...salt.values()].join(''), id, changes, salts],
    );
    if (found !== 1) throw new VersionRace(`The values of entry ${id} are others by now.`);
  }
}
