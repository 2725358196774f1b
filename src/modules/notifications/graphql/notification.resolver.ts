import { Args, Int, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { LiveStreams } from '../../../kernel/events/live-stream.js';
import type { StreamEntry } from '../../../kernel/events/person-streams.js';
import type { Page } from '../../../kernel/lists/page.js';
import { inboxOf } from '../notifications.permissions.js';
import { Inbox } from '../queries/inbox.js';
import { MarkNotificationsRead } from '../use-cases/mark-notifications-read.js';
import {
  NotificationConnection,
  NotificationMarkReadInput,
  NotificationMarkReadPayload,
  NotificationNode,
} from './notification.types.js';

/** The asker's inbox. */
@Resolver()
export class NotificationResolver {
  constructor(
    private readonly inbox: Inbox,
    private readonly marking: MarkNotificationsRead,
    private readonly streams: LiveStreams,
  ) {}

  @SignedIn()
  @Query(() => NotificationConnection, { description: "The asker's messages, newest first." })
  notifications(
    @Asker() viewer: Viewer,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many to return at most: 1–100.' })
    first: number,
    @Args('after', {
      type: () => String,
      nullable: true,
      description: 'Cursor of the entry after which to go on (to older ones).',
    })
    after: string | null,
    @Args('unreadOnly', { type: () => Boolean, defaultValue: false, description: 'Only unread ones.' })
    unreadOnly: boolean,
  ): Promise<Page<StreamEntry>> {
    return this.inbox.page(viewer, { first, after: after ?? null, unreadOnly });
  }

  @SignedIn()
  @Query(() => Int, { description: 'How many messages the asker has not read.' })
  notificationUnreadCount(@Asker() viewer: Viewer): Promise<number> {
    return this.inbox.unreadCount(viewer);
  }

  @SignedIn()
  @Mutation(() => NotificationMarkReadPayload, {
    description: "Marks messages of the asker's inbox as read. Codes: INVALID_NOTIFICATION_CHOICE (give ids or upTo).",
  })
  notificationMarkRead(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which messages.' }) input: NotificationMarkReadInput,
  ): Promise<{ marked: number }> {
    return this.marking.execute(viewer, input);
  }

  @SignedIn()
  @Subscription(() => NotificationNode, {
    description:
      "The subscriber's messages: first those after the cursor, oldest first, then new ones as they come; none twice, none left out.",
    resolve: (entry: StreamEntry) => entry,
  })
  notificationReceived(
    @Asker() viewer: Viewer,
    @Args('after', {
      type: () => String,
      nullable: true,
      description: 'Cursor of the last message received; null: only new ones.',
    })
    after: string | null,
  ): Promise<AsyncIterableIterator<StreamEntry>> {
    return this.streams.open(inboxOf(viewer), after ?? null);
  }
}
