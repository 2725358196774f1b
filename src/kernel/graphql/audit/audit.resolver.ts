import { Args, ID, Int, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../access/asker.js';
import { mayReadReasons } from '../../access/field-access.js';
import { Can } from '../../access/requirements.js';
import type { Viewer } from '../../access/viewer.js';
import { AUDIT_ENTRIES } from '../../audit/audit-list.js';
import { NO_RECORD } from '../../audit/audit-rows.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Erased, EraseValues } from '../../audit/erase-values.js';
import { RestoreValue } from '../../audit/restore-value.js';
import type { ListArgs } from '../../lists/define-list.js';
import type { Page } from '../../lists/page.js';
import type { RequestScope } from '../../runtime/request-scope.js';
import {
  AuditChangeNode,
  AuditEntryConnection,
  AuditEntryNode,
  AuditValueEraseInput,
  AuditValueErasePayload,
  AuditValueRestoreInput,
  AuditValueRestorePayload,
} from './audit.types.js';

/** The audit: read, put back, forgotten on request. */
@Resolver(() => AuditEntryNode)
export class AuditResolver {
  constructor(
    private readonly trail: AuditTrail,
    private readonly restoring: RestoreValue,
    private readonly erasing: EraseValues,
  ) {}

  @Can('audit.read')
  @Query(() => AuditEntryConnection, {
    description:
      'The audit, newest first. With scope ALL everything; with a narrower one the entries of one record (filter kind and recordId) that the asker may read.',
  })
  auditTrail(
    @Asker() viewer: Viewer,
    @Args({ type: () => AUDIT_ENTRIES.Args }) args: ListArgs,
  ): Promise<Page<AuditEntryNode>> {
    return this.trail.page(viewer, args);
  }

  @Can('audit.read')
  @Mutation(() => AuditValueRestorePayload, {
    description:
      'Puts an old value back through the edit mutation of the record, which may refuse it with its own codes. Codes: AUDIT_NOT_RESTORABLE, AUDIT_VALUE_ERASED, INVALID_… (with the path of the field), STALE_RECORD, and those of the edit mutation.',
  })
  auditValueRestore(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which value.' }) input: AuditValueRestoreInput,
  ): Promise<{ kind: string; recordId: string }> {
    return this.restoring.execute(viewer, input);
  }

  @Can('audit.erase')
  @Mutation(() => AuditValueErasePayload, {
    description:
      'Forgets old values of a record, in the audit and in its past versions, on somebody’s request; the chain over the audit stays whole. Codes: INVALID_ERASED_KIND, INVALID_ERASED_FIELD.',
  })
  auditValueErase(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which values.' }) input: AuditValueEraseInput,
  ): Promise<Erased> {
    return this.erasing.execute(viewer, input);
  }

  @ResolveField(() => ID, { nullable: true, description: 'The record; null where the entry is about none.' })
  recordId({ recordId }: AuditEntryNode): string | null {
    return recordId === NO_RECORD ? null : recordId;
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'Version of the record that the change made; null for other events.',
  })
  version({ version }: AuditEntryNode): number | null {
    return version === 0 ? null : version;
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Why, where somebody said it; for refusals the field and the code. Null for whoever has a field hidden or masked: it may stand in the words.',
  })
  reason({ reason }: AuditEntryNode, _args: unknown, { viewer }: RequestScope): string | null {
    return viewer && mayReadReasons(viewer) ? reason : null;
  }

  @ResolveField(() => [AuditChangeNode])
  changes(entry: AuditEntryNode, _args: unknown, scope: RequestScope): Promise<AuditChangeNode[]> {
    return this.trail.changesOf(scope, entry);
  }
}
