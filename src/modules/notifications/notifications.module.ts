import { Module } from '@nestjs/common';
import { NotificationFieldsResolver } from './graphql/notification-fields.resolver.js';
import { NotificationResolver } from './graphql/notification.resolver.js';
import { Inbox } from './queries/inbox.js';
import { REACTIONS } from './reactions/all-notifying-reactions.js';
import { MarkNotificationsRead } from './use-cases/mark-notifications-read.js';
import { SendNotification } from './use-cases/send-notification.js';

@Module({
  providers: [
    SendNotification,
    MarkNotificationsRead,
    Inbox,
    ...REACTIONS,
    NotificationResolver,
    NotificationFieldsResolver,
  ],
})
export class NotificationsModule {}
