import { Injectable } from '@nestjs/common';
import { knownActions } from '../access/actions.js';
import { type ProtectedField, protectedFields } from '../access/protected-fields.js';
import { protectedValueSql } from '../access/protected-value.js';
import type { Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import { isRecordId } from '../database/record-mapper.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DomainError, Forbidden, NotFound } from '../runtime/domain-error.js';
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

/** What was revealed; the value itself is kept nowhere. */
export interface Revealed {
  readonly recordId: string;
  readonly field: string;
}

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
      await this.value(viewer, { recordId, field: name });
      auditFact(work, { event: 'REVEALED', kind: field.kind, recordId, changes: { field: [null, field.field] } });
      return { recordId, field: name };
    });
  }

  /** The value as it is now, for a viewer who may still know it. Throws NOT_FOUND, FORBIDDEN. */
  async value(viewer: Viewer, { recordId, field: name }: Revealed): Promise<string | null> {
    const field = maskedField(name);
    if (!isRecordId(recordId)) throw new NotFound();
    const { text, params } = protectedValueSql(viewer, field, recordId);
    const row = await this.database.one<{ value: unknown; may_act: unknown }>(text, params);
    if (!row) throw new NotFound();
    if (!Number(row.may_act) || viewer.fieldRules.get(name) === 'HIDDEN') throw new Forbidden(`${field.kind}.reveal`);
    return row.value === null || row.value === undefined ? null : String(row.value);
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
