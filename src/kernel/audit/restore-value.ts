import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Viewer } from '../access/viewer.js';
import { type Requirement, REQUIREMENT } from '../access/requirements.js';
import { recordKinds } from '../database/record-kind.js';
import { RecordMapper } from '../database/record-mapper.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { InputPipe } from '../graphql/input.pipe.js';
import { DomainError, Forbidden, NotFound } from '../runtime/domain-error.js';
import { isErased } from './audit-changes.js';
import './audit-errors.js';
import { AuditTrail } from './audit-trail.js';
import { type EditMutation, restorableKind } from './restorable.js';

/** Which old value becomes the value again. */
export interface Restoring {
  readonly entryId: string;
  readonly field: string;
  readonly expectedVersion: number;
  readonly reason?: string | null;
  readonly idempotencyKey?: string | null;
}

/** Puts the old value of a field back, through the edit mutation of its kind: permitted, checked against the version, audited and refused like any edit. */
@Injectable()
export class RestoreValue {
  private readonly pipe = new InputPipe();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly trail: AuditTrail,
    private readonly mapper: RecordMapper,
    private readonly modules: ModuleRef,
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
    const edit = this.editOf(viewer, target);
    const given = { [target.id]: recordId, expectedVersion, [field]: this.valueOf(kind, field, change[0]) };
    const input = (await this.pipe.transform(given, { type: 'body', metatype: target.Input, data: 'input' })) as object;
    const why = `↺ ${entryId} ${field}${reason ? `: ${reason}` : ''}`;
    // The field stands in the input under its own name, where field rules look for it.
    const operation = {
      actor: viewer,
      action: 'audit.restore',
      reason: why,
      idempotencyKey,
      input: { entryId, ...given },
    };
    return this.unitOfWork.run(operation, async () => {
      await edit(viewer, input);
      return { kind, recordId };
    });
  }

  /** The mutation itself, behind the requirement that stands on it. Throws FORBIDDEN. */
  private editOf(viewer: Viewer, { owner, method }: { readonly owner: object; readonly method: string }): EditMutation {
    const instance: object = this.modules.get(owner.constructor as new () => object, { strict: false });
    const edit = Reflect.get(instance, method) as EditMutation;
    const requirement = Reflect.getMetadata(REQUIREMENT, edit) as Requirement | undefined;
    if (requirement?.kind !== 'can') throw new Error(`${method} is no edit mutation: it requires no action.`);
    if (!viewer.scopes.has(requirement.action)) throw new Forbidden(requirement.action);
    return edit.bind(instance);
  }

  /** The value as the edit mutation's input takes it. */
  private valueOf(kind: string, field: string, value: unknown): unknown {
    const { target } = recordKinds().find((known) => known.kind === kind)!;
    const shape = this.mapper.kind(target).columns.find(({ property }) => property === field)?.shape;
    if (value === null) return null;
    if (shape === 'json') return JSON.parse(String(value)) as unknown;
    return shape === 'boolean' ? Boolean(value) : value;
  }
}
