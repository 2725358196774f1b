import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { DomainError, NotFound } from '../runtime/domain-error.js';
import { isErased } from './audit-changes.js';
import './audit-errors.js';
import { AuditTrail } from './audit-trail.js';
import { EditMutations } from './edit-mutations.js';
import { restorableKind } from './restorable.js';

/** Which old value becomes the value again. */
export interface Restoring {
  readonly entryId: string;
  readonly field: string;
  readonly expectedVersion: number;
  readonly reason?: string | null;
  readonly idempotencyKey?: string | null;
}

/** Puts the old value of a field that an audit entry tells of back, through the edit mutation of its kind. */
@Injectable()
export class RestoreValue {
  constructor(
    private readonly trail: AuditTrail,
    private readonly edits: EditMutations,
  ) {}

  /** Throws AUDIT_NOT_RESTORABLE, AUDIT_VALUE_ERASED and what the edit mutation throws. */
  async execute(viewer: Viewer, restoring: Restoring): Promise<{ kind: string; recordId: string }> {
    const { entryId, field, expectedVersion, reason, idempotencyKey } = restoring;
    const found = await this.trail.entry(viewer, entryId);
    if (!found) throw new NotFound();
    const { kind, recordId } = found.entry;
    const target = restorableKind(kind);
    const change = Object.hasOwn(found.changes, field) ? found.changes[field] : undefined;
    if (!target || !change || !Object.hasOwn(target.fields, field))
      throw new DomainError('AUDIT_NOT_RESTORABLE', ['input', 'field']);
    if (isErased(change)) throw new DomainError('AUDIT_VALUE_ERASED', ['input', 'field']);
    const given = { [target.id]: recordId, expectedVersion, [field]: this.edits.valueOf(kind, field, change[0]) };
    // The field stands in the input under its own name, where field rules look for it.
    const operation = {
      ...{ actor: viewer, action: 'audit.restore', idempotencyKey },
      reason: `↺ ${entryId} ${field}${reason ? `: ${reason}` : ''}`,
      input: { entryId, ...given },
    };
    return this.edits.run(viewer, target, operation, () => Promise.resolve({ given, answer: { kind, recordId } }));
  }
}
