import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { HandoverReceived, type HandoverReceivedPayload } from '../../permissions/index.js';
import { defineNotification } from '../domain/notification.js';
import { SendNotification } from '../use-cases/send-notification.js';

/** Tells a person once what they have got from somebody who leaves. */
@Injectable()
export class NotifyTakerOnHandoverReceived {
  static readonly notification = defineNotification<HandoverReceivedPayload>('HANDOVER_RECEIVED', {
    title: { zh: '离职交接', en: 'Handed over to you' },
    body: ({ personName, received }) => ({
      zh: `${personName} 的工作已交接给您：${received.map(({ label, count }) => `${label.zh} ${count}`).join('、')}`,
      en: `From ${personName} you have got: ${received.map(({ label, count }) => `${label.en} ${count}`).join(', ')}`,
    }),
  });

  constructor(private readonly sending: SendNotification) {}

  @OnEvent(HandoverReceived)
  notify(event: EventOf<typeof HandoverReceived>): Promise<void> {
    const { takerId, personId: recordId } = event.payload;
    const { notification } = NotifyTakerOnHandoverReceived;
    return this.sending.execute(notification, event, { to: [takerId], kind: 'person', recordId });
  }
}
