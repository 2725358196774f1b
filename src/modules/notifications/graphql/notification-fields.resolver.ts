import { ID, ResolveField, Resolver } from '@nestjs/graphql';
import { mayHear } from '../../../kernel/access/field-access.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { VisibleRecords } from '../../../kernel/lists/visible-records.js';
import { pick } from '../../../kernel/runtime/labels.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PEOPLE, PersonNode } from '../../permissions/index.js';
import { NotificationType, notificationOf } from '../reactions/all-notifying-reactions.js';
import { NotificationNode } from './notification.types.js';

/** A message as its person may read it now: what it says of a record they may no longer see is left out. */
@Resolver(() => NotificationNode)
export class NotificationFieldsResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly records: VisibleRecords,
  ) {}

  @ResolveField(() => ID, { description: "Id within the person's inbox." })
  id({ seq }: NotificationNode): string {
    return String(seq);
  }

  @ResolveField(() => String, { description: 'Place in the inbox, for `after` and `upTo`; the same text as the id.' })
  cursor({ seq }: NotificationNode): string {
    return String(seq);
  }

  @ResolveField(() => NotificationType, {
    nullable: true,
    description: 'What it tells; null for a type that is no longer in use.',
  })
  type({ type }: NotificationNode): string | null {
    return notificationOf(type) && type;
  }

  @ResolveField(() => String, { description: "Title in the asker's language." })
  title({ type }: NotificationNode, _args: unknown, scope: RequestScope): string {
    return pick(notificationOf(type)?.title ?? { zh: '通知', en: 'Notification' }, scope.locale);
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      "The words in the asker's language; null when they may not see the record any more, or what is said of it.",
  })
  async body(
    { type, kind, recordId, payload }: NotificationNode,
    _args: unknown,
    scope: RequestScope,
  ): Promise<string | null> {
    const notification = notificationOf(type);
    return notification && mayHear(scope.viewer!) && (await this.records.maySee(scope, kind, recordId))
      ? pick(notification.body(payload), scope.locale)
      : null;
  }

  @ResolveField(() => ID, { nullable: true, description: 'The record; null when the asker may not see it any more.' })
  async recordId({ kind, recordId }: NotificationNode, _args: unknown, scope: RequestScope): Promise<string | null> {
    return (await this.records.maySee(scope, kind, recordId)) ? recordId : null;
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'Who caused it; null for the system, or when the asker may not see them.',
  })
  actor({ actorId }: NotificationNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, actorId);
  }
}
