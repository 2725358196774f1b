import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { type ClockFacts, ServiceClockWarned } from '../../service/index.js';
import { defineNotification } from '../domain/notification.js';
import { SendNotification } from '../use-cases/send-notification.js';

/** Tells the handler and the head of the department that a first response is nearly due. */
@Injectable()
export class NotifyHandlerOnServiceClockWarned {
  static readonly notification = defineNotification<ClockFacts>('SERVICE_CLOCK_WARNED', {
    title: { zh: '首次响应即将超时', en: 'First response nearly due' },
    body: ({ number, customerName, subject, dueText }) => ({
      zh: `服务单 ${number}（${customerName}）须在 ${dueText} 前首次响应：${subject}`,
      en: `Case ${number} (${customerName}) wants its first response by ${dueText}: ${subject}`,
    }),
  });

  constructor(private readonly sending: SendNotification) {}

  @OnEvent(ServiceClockWarned)
  notify(event: EventOf<typeof ServiceClockWarned>): Promise<void> {
    const { recordId, payload } = event;
    const delivery = { to: payload.recipientIds, kind: 'serviceCase', recordId };
    return this.sending.execute(NotifyHandlerOnServiceClockWarned.notification, event, delivery);
  }
}
