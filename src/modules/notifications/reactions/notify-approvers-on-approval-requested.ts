import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { APPROVAL_REQUESTED_MESSAGE, ApprovalRequested, type ApprovalRequestedPayload } from '../../approvals/index.js';
import { defineNotification } from '../domain/notification.js';
import { SendNotification } from '../use-cases/send-notification.js';

/** Tells approvers that a step waits for them. */
@Injectable()
export class NotifyApproversOnApprovalRequested {
  static readonly notification = defineNotification<ApprovalRequestedPayload>(APPROVAL_REQUESTED_MESSAGE, {
    title: { zh: '待您审批', en: 'Waiting for your approval' },
    body: ({ title, submitterName }) => ({
      zh: `${submitterName} 提交了审批：${title.zh}`,
      en: `${submitterName} asks for approval: ${title.en}`,
    }),
  });

  constructor(private readonly sending: SendNotification) {}

  @OnEvent(ApprovalRequested)
  notify(event: EventOf<typeof ApprovalRequested>): Promise<void> {
    const { approvalId: recordId, approverIds: to } = event.payload;
    return this.sending.execute(NotifyApproversOnApprovalRequested.notification, event, {
      to,
      kind: 'approval',
      recordId,
    });
  }
}
