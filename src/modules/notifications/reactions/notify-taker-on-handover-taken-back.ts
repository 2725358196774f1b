import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { HandoverTakenBack, type HandoverTakenBackPayload } from '../../permissions/index.js';
import { defineNotification } from '../domain/notification.js';
import { SendNotification } from '../use-cases/send-notification.js';

/** Tells a person once that what they had got from somebody went back. */
@Injectable()
export class NotifyTakerOnHandoverTakenBack {
  static readonly notification = defineNotification<HandoverTakenBackPayload>('HANDOVER_TAKEN_BACK', {
    title: { zh: '离职交接已撤销', en: 'A hand-over was undone' },
    body: ({ personName }) => ({
      zh: `${personName} 的交接已撤销，仍在您名下且未办结的记录已归还。`,
      en: `The hand-over of ${personName} was undone; what was still yours and open went back.`,
    }),
  });

  constructor(private readonly sending: SendNotification) {}

  @OnEvent(HandoverTakenBack)
  notify(event: EventOf<typeof HandoverTakenBack>): Promise<void> {
    const { takerId, personId: recordId } = event.payload;
    const { notification } = NotifyTakerOnHandoverTakenBack;
    return this.sending.execute(notification, event, { to: [takerId], kind: 'person', recordId });
  }
}
