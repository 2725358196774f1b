import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../access/asker.js';
import { SignedIn } from '../../access/requirements.js';
import type { Viewer } from '../../access/viewer.js';
import { RecordHistory, type RecordVersionView } from '../../history/record-history.js';
import { type Restored, RestoreRecord } from '../../history/restore-record.js';
import type { Page } from '../../lists/page.js';
import type { RequestScope } from '../../runtime/request-scope.js';
import {
  RecordHistoryArgs,
  HistoryRestoreInput,
  HistoryRestorePayload,
  RecordVersionConnection,
} from './history.types.js';

/** What became of records, and the way back. */
@Resolver()
export class HistoryResolver {
  constructor(
    private readonly history: RecordHistory,
    private readonly restoring: RestoreRecord,
  ) {}

  @SignedIn()
  @Query(() => RecordVersionConnection, {
    description:
      'The versions of a record, newest first: who, when, why, field by field from what to what. Takes "<kind>.read"; a version is seen ' +
      'where its owner and department of that time are within the asker’s reach, also when the record has been deleted since.',
  })
  recordHistory(@Scope() scope: RequestScope, @Args() args: RecordHistoryArgs): Promise<Page<RecordVersionView>> {
    return this.history.page(scope, args);
  }

  @SignedIn()
  @Mutation(() => HistoryRestorePayload, {
    description:
      'Puts fields of a record, or all that its form changes, back to how they were at a moment. It is an ordinary edit: it takes "<kind>.edit" ' +
      'and is refused with the codes of the edit mutation. What was erased on request is not put back: named, it is refused, else it stays as it is. ' +
      'Codes: HISTORY_NOT_RESTORABLE, HISTORY_NO_VERSION, AUDIT_VALUE_ERASED, FIELD_READ_ONLY, INVALID_… (with the path of the field), STALE_RECORD.',
  })
  historyRestore(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which record, and which moment.' }) input: HistoryRestoreInput,
  ): Promise<Restored> {
    return this.restoring.execute(viewer, input);
  }
}
