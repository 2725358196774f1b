import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { type ClockFacts, ServiceClockBreached } from '../../service/index.js';
import { defineNotification } from '../domain/notification.js';
import { SendNotification } from '../use-cases/send-notification.js';

/** Tells the handler and the head of the department that a first response is overdue. */
@Injectable()
export class NotifyHandlerOnServiceClockBreached {
  static readonly notification = defineNotification<ClockFacts>('SERVICE_CLOCK_BREACHED', {
    title: { zh: '首次响应超时', en: 'First response overdue' },
    body: ({ number, customerName, subject, dueText }) => ({
      zh: `服务单 ${number}（${customerName}）应在 ${dueText} 前首次响应，现已超时：${subject}`,
      en: `Case ${number} (${customerName}) wanted its first response by ${dueText}, which has passed: ${subject}`,
    }),
  });

  constructor(private readonly sending: SendNotification) {}

  @OnEvent(ServiceClockBreached)
  notify(event: EventOf<typeof ServiceClockBreached>): Promise<void> {
    const { recordId, payload } = event;
    const delivery = { to: payload.recipientIds, kind: 'serviceCase', recordId };
    return this.sending.execute(NotifyHandlerOnServiceClockBreached.notification, event, delivery);
  }
}
