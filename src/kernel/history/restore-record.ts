import { Injectable } from '@nestjs/common';
import { knows, ruleAt } from '../access/field-access.js';
import { kindAt, tableAt } from '../access/kind-at.js';
import { fromOf, visible } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import { EditMutations, type Prepared } from '../audit/edit-mutations.js';
import '../audit/audit-errors.js';
import {
  type RestorableDeclaration,
  restorableKind,
  restorableKinds,
  type RestorableParts,
} from '../audit/restorable.js';
import { Database } from '../database/database.js';
import { snakeCase } from '../database/snake-naming.js';
import { isRecordId, RecordMapper, sameValue } from '../database/record-mapper.js';
import { AskedMoments } from '../lists/asked-moments.js';
import { DomainError, Forbidden, NotFound, StaleRecord } from '../runtime/domain-error.js';
import { erasedFields } from './erased-fields.js';
import type { VersionRow } from './shown-changes.js';
import { plainValue, toldColumns, trackedKind, type TrackedKind } from './tracked-kind.js';

/** Which record goes back to which moment. */
export interface Restoring {
  readonly kind: string;
  readonly recordId: string;
  readonly at: Date;
  /** Null: every field that the edit mutation of the kind takes. */
  readonly fields?: readonly string[] | null;
  readonly expectedVersion: number;
  readonly reason?: string | null;
  readonly idempotencyKey?: string | null;
}

/** What became of it. */
export interface Restored {
  readonly kind: string;
  readonly recordId: string;
  /** Fields that have the value of that moment again. */
  readonly restored: readonly string[];
  /** Fields that differ from that moment still: other mutations change them, or the asker's roles keep them. */
  readonly left: readonly string[];
}

/** Puts fields of a record, or all that its form changes, back to how they were at a moment: through the edit mutation, which may refuse it like any edit. */
@Injectable()
export class RestoreRecord {
  constructor(
    private readonly database: Database,
    private readonly mapper: RecordMapper,
    private readonly moments: AskedMoments,
    private readonly edits: EditMutations,
  ) {}

  /** Throws HISTORY_NOT_RESTORABLE, HISTORY_NO_VERSION, AUDIT_VALUE_ERASED, NOT_FOUND, BAD_USER_INPUT (the moment) and what the edit mutation throws. */
  async execute(viewer: Viewer, restoring: Restoring): Promise<Restored> {
    const { kind: name, recordId, at, fields, reason, idempotencyKey, expectedVersion } = restoring;
    const target = restorableKind(name);
    if (!target) throw notRestorable(['input', 'kind'], restorableKinds());
    const operation = {
      ...{ actor: viewer, action: 'history.restore', idempotencyKey },
      reason: `↺ ${at.toISOString()}${reason ? `: ${reason}` : ''}`,
      input: { kind: name, recordId, at: at.toISOString(), fields: fields ?? null, expectedVersion },
    };
    return this.edits.run(viewer, target, operation, () => this.prepare(viewer, target, restoring));
  }

  private async prepare(
    viewer: Viewer,
    target: RestorableDeclaration,
    { kind: name, recordId, at, fields, expectedVersion }: Restoring,
  ): Promise<Prepared<Restored>> {
    const kind = trackedKind(this.mapper, name);
    const now = isRecordId(recordId) ? await this.versionAt(viewer, kind, recordId, null) : null;
    if (!now) throw new NotFound();
    if (!Number(now['may_edit'])) throw new Forbidden(`${name}.edit`);
    if (now.version !== expectedVersion) throw new StaleRecord(now.version);
    const wanted = wantedFields(viewer, kind, target, fields ?? null);
    await this.moments.check(at, 'at');
    const then = await this.versionAt(viewer, kind, recordId, at);
    if (!then) throw new DomainError('HISTORY_NO_VERSION', ['input', 'at']);
    const erased = await erasedFields(this.database, kind, then);
    fields?.forEach((field, index) => {
      if (erased.has(field)) throw new DomainError('AUDIT_VALUE_ERASED', ['input', 'fields', String(index)]);
    });
    const differing = differingFields(viewer, kind, then, now);
    const values = new Map(
      differing
        .filter((field) => wanted.includes(field) && !erased.has(field))
        .map((field) => [field, this.edits.valueOf(name, field, valueIn(kind, then, field))]),
    );
    if (target.parts && wanted.includes(target.parts.field)) await this.addParts(values, target.parts, recordId, at);
    const restored = [...values.keys()];
    const following = restored.flatMap((field) => target.follows?.[field] ?? []);
    const left = differing.filter((field) => !values.has(field) && !following.includes(field));
    const given = { [target.id]: recordId, expectedVersion, ...Object.fromEntries(values) };
    return { given: restored.length > 0 ? given : null, answer: { kind: name, recordId, restored, left } };
  }

  /** Parts go back as a whole, and with them what follows from them. */
  private async addParts(
    values: Map<string, unknown>,
    parts: RestorableParts,
    recordId: string,
    at: Date,
  ): Promise<void> {
    const columns = Object.entries(parts.columns).map(([property, column]) => `p.${column} AS ${property}`);
    const [then, now] = await Promise.all(
      [at, null].map((moment) =>
        this.database.rows<object>(
          `SELECT ${columns.join(', ')} FROM ${tableAt(parts.table, moment)} p WHERE p.${parts.key} = ? AND p.deleted_at IS NULL ORDER BY p.${parts.order}`,
          [recordId],
        ),
      ),
    );
    if (JSON.stringify(then) !== JSON.stringify(now)) values.set(parts.field, then);
    if (then!.length > 0) values.delete(parts.sum);
  }

  /** The record as the viewer sees it, now or at a moment, and whether their right to edit reaches it there. */
  private versionAt(
    viewer: Viewer,
    { readable }: TrackedKind,
    id: string,
    at: Date | null,
  ): Promise<VersionRow | null> {
    const kind = kindAt(readable, at);
    const seen = visible(viewer, kind, 't');
    const may = visible(viewer, kind, 't', 'edit');
    const text = `SELECT t.*, (${may.text}) AS may_edit FROM ${fromOf(kind)} t WHERE t.id = ? AND ${seen.text}`;
    return this.database.one<VersionRow>(text, [...may.params, id, ...seen.params]);
  }
}

/** Fields that are asked for, or all that the form changes and no rule keeps from the viewer. Throws HISTORY_NOT_RESTORABLE, FIELD_READ_ONLY. */
function wantedFields(
  viewer: Viewer,
  { mapped: { table } }: TrackedKind,
  { fields, parts }: RestorableDeclaration,
  asked: readonly string[] | null,
): readonly string[] {
  const known = [...Object.keys(fields), ...(parts ? [parts.field] : [])];
  const isUnruled = (field: string): boolean => ruleAt(viewer, table, snakeCase(field)) === null;
  const isFree = (field: string): boolean =>
    parts?.field === field ? knowsParts(viewer, parts) && isUnruled(parts.sum) : isUnruled(field);
  asked?.forEach((field, index) => {
    const path = ['input', 'fields', String(index)];
    if (!known.includes(field)) throw notRestorable(path, known);
    if (!isFree(field)) throw new DomainError('FIELD_READ_ONLY', path, { field });
  });
  if (!asked || !parts) return asked ?? known.filter(isFree);
  // The parts and what they add up to go back together, whichever of them is named.
  const together = [parts.field, parts.sum];
  return asked.some((field) => together.includes(field)) ? [...asked, ...together.filter(isFree)] : asked;
}

function notRestorable(path: readonly string[], names: readonly string[]): DomainError {
  return new DomainError('HISTORY_NOT_RESTORABLE', path, { names: names.join(', ') });
}

/** Fields that are other than they were, of those that the viewer knows. */
function differingFields(viewer: Viewer, { mapped }: TrackedKind, then: VersionRow, now: VersionRow): string[] {
  return toldColumns(mapped)
    .filter(({ column }) => knows(viewer, mapped.table, column))
    .filter(({ column }) => !sameValue(plainValue(then[column]), plainValue(now[column])))
    .map(({ property }) => property);
}

function knowsParts(viewer: Viewer, { table, columns }: RestorableParts): boolean {
  return Object.values(columns).every((column) => ruleAt(viewer, table, column) === null);
}

function valueIn({ mapped }: TrackedKind, row: VersionRow, field: string): unknown {
  return plainValue(row[mapped.columns.find(({ property }) => property === field)!.column]);
}
