import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { type CaseFacts, ServiceCaseForwarded, ServiceCaseTaken } from '../../service/index.js';
import { defineNotification } from '../domain/notification.js';
import { SendNotification } from '../use-cases/send-notification.js';

/** Tells a person that somebody else put a case into their hands. */
@Injectable()
export class NotifyHandlerOnServiceCaseGiven {
  static readonly notification = defineNotification<CaseFacts>('SERVICE_CASE_GIVEN', {
    title: { zh: '有服务单交给您', en: 'A service case for you' },
    body: ({ number, customerName, subject }) => ({
      zh: `服务单 ${number}（${customerName}）现由您处理：${subject}`,
      en: `Case ${number} (${customerName}) is in your hands: ${subject}`,
    }),
  });

  constructor(private readonly sending: SendNotification) {}

  @OnEvent<CaseFacts>(ServiceCaseTaken, ServiceCaseForwarded)
  notify(event: DomainEvent<CaseFacts>): Promise<void> {
    const { recordId, actorId, payload } = event;
    const to = payload.ownerId !== null && payload.ownerId !== actorId ? [payload.ownerId] : [];
    return this.sending.execute(NotifyHandlerOnServiceCaseGiven.notification, event, {
      to,
      kind: 'serviceCase',
      recordId,
    });
  }
}
