import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { ApprovalCommented, type ApprovalCommentedPayload } from '../../approvals/index.js';
import { defineNotification } from '../domain/notification.js';
import { SendNotification } from '../use-cases/send-notification.js';

/** Tells the others in an approval what somebody said. */
@Injectable()
export class NotifyParticipantsOnApprovalCommented {
  static readonly notification = defineNotification<ApprovalCommentedPayload>('APPROVAL_COMMENTED', {
    title: { zh: '审批有新评论', en: 'New comment on an approval' },
    body: ({ title, authorName, comment }) => ({
      zh: `${authorName} 评论“${title.zh}”：${comment}`,
      en: `${authorName} on "${title.en}": ${comment}`,
    }),
  });

  constructor(private readonly sending: SendNotification) {}

  @OnEvent(ApprovalCommented)
  notify(event: EventOf<typeof ApprovalCommented>): Promise<void> {
    const { approvalId: recordId, participantIds: to } = event.payload;
    const { notification } = NotifyParticipantsOnApprovalCommented;
    return this.sending.execute(notification, event, { to, kind: 'approval', recordId });
  }
}
