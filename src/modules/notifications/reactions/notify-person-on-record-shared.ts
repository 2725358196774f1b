import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { RecordShared, type RecordSharedPayload } from '../../permissions/index.js';
import { defineNotification } from '../domain/notification.js';
import { SendNotification } from '../use-cases/send-notification.js';

/** Tells somebody that a record is shared with them. */
@Injectable()
export class NotifyPersonOnRecordShared {
  static readonly notification = defineNotification<RecordSharedPayload>('RECORD_SHARED', {
    title: { zh: '记录共享', en: 'Shared with you' },
    body: ({ byName, level, until }) => ({
      zh: `${byName} 与您共享了此记录（${level === 'EDIT' ? '读写' : '只读'}）${until ? `，截止 ${until}` : ''}`,
      en: `${byName} has shared this record with you (${level === 'EDIT' ? 'to edit' : 'to read'})${until ? `, until ${until}` : ''}`,
    }),
  });

  constructor(private readonly sending: SendNotification) {}

  @OnEvent(RecordShared)
  notify(event: EventOf<typeof RecordShared>): Promise<void> {
    const { personId, kind } = event.payload;
    const { notification } = NotifyPersonOnRecordShared;
    return this.sending.execute(notification, event, { to: [personId], kind, recordId: event.recordId });
  }
}
