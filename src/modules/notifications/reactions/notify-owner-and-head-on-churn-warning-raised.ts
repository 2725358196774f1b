import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { CHURN_WARNING_RAISED_MESSAGE, ChurnWarningRaised, type ChurnWarningRaisedPayload } from '../../churn/index.js';
import { defineNotification } from '../domain/notification.js';
import { SendNotification } from '../use-cases/send-notification.js';

/** Tells the owner of a customer and the head of the owner's department that the customer is about to be lost. */
@Injectable()
export class NotifyOwnerAndHeadOnChurnWarningRaised {
  static readonly notification = defineNotification<ChurnWarningRaisedPayload>(CHURN_WARNING_RAISED_MESSAGE, {
    title: { zh: '客户流失预警', en: 'A customer may be lost' },
    body: ({ customerName, reasons }) => ({
      zh: `${customerName}：${reasons.zh}`,
      en: `${customerName}: ${reasons.en}`,
    }),
  });

  constructor(private readonly sending: SendNotification) {}

  @OnEvent(ChurnWarningRaised)
  notify(event: EventOf<typeof ChurnWarningRaised>): Promise<void> {
    const { recordId, payload } = event;
    const { notification } = NotifyOwnerAndHeadOnChurnWarningRaised;
    return this.sending.execute(notification, event, { to: payload.tellIds, kind: 'churnWarning', recordId });
  }
}
