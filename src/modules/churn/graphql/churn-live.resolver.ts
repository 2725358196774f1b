import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { LiveStreams } from '../../../kernel/events/live-stream.js';
import type { StreamEntry } from '../../../kernel/events/person-streams.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { CHURN_WARNING_RAISED_MESSAGE } from '../domain/churn-events.js';
import { CHURN_WARNINGS } from '../queries/churn-warning-list.js';
import { type ChurnWarningNode, ChurnWarningRaisedEvent } from './churn-warning.types.js';

/** New churn warnings as they come, from the subscriber's own stream. */
@Resolver()
export class ChurnLiveResolver {
  constructor(
    private readonly streams: LiveStreams,
    private readonly lists: ListReader,
  ) {}

  @Can('churnWarning.read')
  @Subscription(() => ChurnWarningRaisedEvent, {
    description:
      'New warnings about customers of the subscriber, or of a department that the subscriber heads (that, or one below it without a head): first those after the cursor, then new ones as they come.',
    resolve(this: ChurnLiveResolver, entry: StreamEntry, _args: unknown, scope: RequestScope) {
      return this.show(entry, scope);
    },
  })
  churnWarningRaised(
    @Asker() viewer: Viewer,
    @Args('after', {
      type: () => String,
      nullable: true,
      description: 'Cursor of the last message received, of this or of `notificationReceived`; null: only new ones.',
    })
    after: string | null,
  ): Promise<AsyncIterableIterator<StreamEntry>> {
    return this.streams.open(viewer.personId, after ?? null, CHURN_WARNING_RAISED_MESSAGE);
  }

  private async show(entry: StreamEntry, scope: RequestScope): Promise<ChurnWarningRaisedEvent> {
    const warning = await this.lists.related<ChurnWarningNode>(CHURN_WARNINGS, scope, entry.recordId);
    return { cursor: String(entry.seq), warning, raisedAt: entry.occurredAt };
  }
}
