import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { mayHear } from '../../../kernel/access/field-access.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { LiveStreams } from '../../../kernel/events/live-stream.js';
import type { StreamEntry } from '../../../kernel/events/person-streams.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { pick } from '../../../kernel/runtime/labels.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { APPROVAL_REQUESTED_MESSAGE } from '../domain/approval-events.js';
import { APPROVALS } from '../queries/approval-lists.js';
import { ApprovalRequestedEvent } from './approval-live.types.js';
import type { ApprovalNode } from './approval.types.js';

/** Requests for decisions as they come, from the approver's own stream. */
@Resolver()
export class ApprovalLiveResolver {
  constructor(
    private readonly streams: LiveStreams,
    private readonly lists: ListReader,
  ) {}

  @Can('approval.decide')
  @Subscription(() => ApprovalRequestedEvent, {
    description: 'Requests for a decision of the subscriber: first those after the cursor, then new ones as they come.',
    resolve(this: ApprovalLiveResolver, entry: StreamEntry, _args: unknown, scope: RequestScope) {
      return this.show(entry, scope);
    },
  })
  approvalRequested(
    @Asker() viewer: Viewer,
    @Args('after', {
      type: () => String,
      nullable: true,
      description: 'Cursor of the last message received, of this or of `notificationReceived`; null: only new ones.',
    })
    after: string | null,
  ): Promise<AsyncIterableIterator<StreamEntry>> {
    return this.streams.open(viewer.personId, after ?? null, APPROVAL_REQUESTED_MESSAGE);
  }

  private async show(entry: StreamEntry, scope: RequestScope): Promise<ApprovalRequestedEvent> {
    const approval = await this.lists.related<ApprovalNode>(APPROVALS, scope, entry.recordId);
    return requestedEvent(entry, approval, scope);
  }
}

function requestedEvent(
  entry: StreamEntry,
  approval: ApprovalNode | null,
  scope: RequestScope,
): ApprovalRequestedEvent {
  return {
    cursor: String(entry.seq),
    approval,
    title:
      approval && mayHear(scope.viewer!) ? pick({ zh: approval.titleZh, en: approval.titleEn }, scope.locale) : null,
    submitterName: approval && approval.submitterName,
    requestedAt: entry.occurredAt,
  };
}
