import { Injectable } from '@nestjs/common';
import type { Work } from '../../kernel/database/work.js';
import { ListReader } from '../../kernel/lists/list-reader.js';
import type { Page } from '../../kernel/lists/page.js';
import type { RequestScope } from '../../kernel/runtime/request-scope.js';
import type { ProcessDefinition } from './domain/process-definition.js';
import type { ApprovalNode } from './graphql/approval.types.js';
import { ApprovalFinder } from './queries/approval-finder.js';
import { APPROVALS } from './queries/approval-lists.js';
import { AmendApproval, type Amendment } from './use-cases/amend-approval.js';
import { PublishProcess } from './use-cases/publish-process.js';
import { type ApprovalRequest, SubmitApproval } from './use-cases/submit-approval.js';

/** What other modules may ask of approvals. */
@Injectable()
export class Approvals {
  constructor(
    private readonly submissions: SubmitApproval,
    private readonly amendments: AmendApproval,
    private readonly publishing: PublishProcess,
    private readonly finder: ApprovalFinder,
    private readonly lists: ListReader,
  ) {}

  /** Asks for a decision inside the caller's work and locks the record; call `work.touch` on the record as well. Throws APPROVAL_OPEN, APPROVAL_NO_APPROVER. */
  submit(work: Work, request: ApprovalRequest): Promise<{ approvalId: string }> {
    return this.submissions.execute(work, request);
  }

  /** Changes what the running approval about the record asks, so that nobody approves what they have not seen. Throws APPROVAL_BEGUN once somebody has decided. */
  amend(work: Work, amendment: Amendment): Promise<void> {
    return this.amendments.execute(work, amendment);
  }

  /** Id of the approval that runs about the record, for rules of the business; null when none runs. */
  openIdOf(recordKind: string, recordId: string): Promise<string | null> {
    return this.finder.openIdOf(recordKind, recordId);
  }

  /** The running approvals about a record that the asker may see; batched over the operation in one statement. */
  openFor(
    scope: RequestScope,
    recordKind: string,
    recordId: string,
    page: { readonly first: number; readonly after?: string | null },
  ): Promise<Page<ApprovalNode>> {
    const { first, after } = page;
    const filter = { recordKind: { eq: recordKind }, state: { eq: 'PENDING' } };
    return this.lists.children(APPROVALS, scope, 'record_id', recordId, { first, after, filter });
  }

  /** Publishes the next version of a process, for set-up. Throws every fault of the definition. */
  publishProcess(work: Work, definition: ProcessDefinition): Promise<{ processId: string }> {
    return this.publishing.publish(work, definition);
  }
}
