import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { loaderOf } from '../../../kernel/lists/list-reader.js';
import { VisibleRecords } from '../../../kernel/lists/visible-records.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { ApprovalFinder } from './approval-finder.js';

/** What an asker's view of an approval depends on. */
interface Involved {
  readonly id: string;
  readonly submitterId: string;
  readonly recordKind: string;
  readonly recordId: string;
}

/** Answers what the asker has to do with approvals, batched over the operation. */
@Injectable()
export class ApprovalInsight {
  constructor(
    private readonly finder: ApprovalFinder,
    private readonly records: VisibleRecords,
  ) {}

  /** Whether the approval waits for the asker's decision, their own or in somebody's place. */
  waitsForAsker(scope: RequestScope, approvalId: string): Promise<boolean> {
    return this.ask(scope, 'waiting', approvalId, ({ personId, deputyFor }, ids) =>
      this.finder.waitingFor(personId, deputyFor, ids),
    );
  }

  /** Whether the asker may read the record as it was submitted: who submitted it, who was asked or stands in for them, who may see the record. */
  async mayReadRecord(scope: RequestScope, approval: Involved): Promise<boolean> {
    if (approval.submitterId === scope.viewer?.personId) return true;
    const asked = await this.ask(scope, 'asked', approval.id, ({ personId, deputyFor }, ids) =>
      this.finder.askedIn([personId, ...deputyFor], ids),
    );
    return asked || this.records.maySee(scope, approval.recordKind, approval.recordId);
  }

  private ask(
    scope: RequestScope,
    question: string,
    approvalId: string,
    answer: (viewer: Viewer, ids: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<boolean> {
    const { viewer } = scope;
    if (!viewer) return Promise.resolve(false);
    const loader = loaderOf<string, boolean>(scope, `approval:${question}`, async (ids) => {
      const found = await answer(viewer, ids);
      return ids.map((id) => found.has(id));
    });
    return loader.load(approvalId);
  }
}
