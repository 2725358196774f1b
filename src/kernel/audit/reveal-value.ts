import { Injectable } from '@nestjs/common';
import { knownActions } from '../access/actions.js';
import { type ProtectedField, protectedFields } from '../access/protected-fields.js';
import { protectedValueSql } from '../access/protected-value.js';
import type { Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import { isRecordId } from '../database/record-mapper.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DomainError, Forbidden, NotFound, RequestRefused } from '../runtime/domain-error.js';
import './audit-errors.js';
import { auditFact } from './audit-fact.js';

/** One masked value that somebody has to know. */
export interface Revealing {
  readonly recordId: string;
  /** Protected field, such as `customer.phone`. */
  readonly field: string;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

/** What was revealed, of the record in that version; the value itself is kept nowhere. */
export interface Revealed {
  readonly recordId: string;
  readonly field: string;
  readonly version: number;
}

const CHANGED_SINCE =
  'The record has changed since this key was used. Ask with a new idempotencyKey. 此记录在使用该键之后已变更，请使用新的 idempotencyKey。';
const HIDDEN = 'Your roles hide this field; what is hidden is not revealed. 您的角色隐藏了此字段，无法查看。';

/** Tells one masked value of one record, and the audit that it was told. */
@Injectable()
export class RevealValue {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws INVALID_REVEALED_FIELD, NOT_FOUND, FORBIDDEN (without `<kind>.reveal`, or for a field that is hidden). */
  execute(viewer: Viewer, revealing: Revealing): Promise<Revealed> {
    const { recordId, field: name, reason, idempotencyKey } = revealing;
    const field = maskedField(name);
    const action = `${field.kind}.reveal`;
    const operation = { actor: viewer, action, reason, idempotencyKey, input: revealing };
    return this.unitOfWork.run(operation, async (work) => {
      const { version } = await this.read(viewer, recordId, field);
      const event = { event: 'REVEALED', kind: field.kind, recordId, changes: { field: [null, field.field] } } as const;
      // What nobody masks for the asker, they see anyway.
      if (viewer.fieldRules.get(name) === 'MASKED') auditFact(work, event);
      return { recordId, field: name, version };
    });
  }

  /** The value that was revealed, for a viewer who may still know it. Throws NOT_FOUND, FORBIDDEN, CONFLICT (another value by now, which nobody has noted). */
  async value(viewer: Viewer, { recordId, field: name, version }: Revealed): Promise<string | null> {
    const row = await this.read(viewer, recordId, maskedField(name));
    if (row.version !== version) throw new RequestRefused('CONFLICT', CHANGED_SINCE);
    return row.value === null || row.value === undefined ? null : String(row.value);
  }

  private async read(
    viewer: Viewer,
    recordId: string,
    field: ProtectedField,
  ): Promise<{ value: unknown; version: number }> {
    if (!isRecordId(recordId)) throw new NotFound();
    const { text, params } = protectedValueSql(viewer, field, recordId);
    const row = await this.database.one<{ value: unknown; version: number; may_act: unknown }>(text, params);
    if (!row) throw new NotFound();
    if (!Number(row.may_act)) throw new Forbidden(`${field.kind}.reveal`);
    if (viewer.fieldRules.get(field.name) === 'HIDDEN') throw new RequestRefused('FORBIDDEN', HIDDEN);
    return row;
  }
}

function maskedField(name: string): ProtectedField {
  const field = protectedFields().get(name);
  if (field && isRevealed(field)) return field;
  const fields = [...protectedFields().values()].filter(isRevealed).map((known) => known.name);
  throw new DomainError('INVALID_REVEALED_FIELD', ['input', 'field'], { fields: fields.join(', ') });
}

function isRevealed({ kind, mask }: ProtectedField): boolean {
  return mask !== null && knownActions().has(`${kind}.reveal`);
}
