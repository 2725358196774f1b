import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { ApprovalDecided, type ApprovalDecidedPayload } from '../../approvals/index.js';
import { defineNotification } from '../domain/notification.js';
import { SendNotification } from '../use-cases/send-notification.js';

const OUTCOMES = {
  APPROVED: { zh: '通过', en: 'approved' },
  REJECTED: { zh: '驳回', en: 'rejected' },
  RETURNED: { zh: '退回', en: 'returned' },
  WITHDRAWN: { zh: '撤回', en: 'withdrew' },
};

/** Tells the submitter how their request ended, unless they ended it themselves. */
@Injectable()
export class NotifySubmitterOnApprovalDecided {
  static readonly notification = defineNotification<ApprovalDecidedPayload>('APPROVAL_DECIDED', {
    title: { zh: '审批已有结果', en: 'Your request was decided' },
    body: ({ title, decision, deciderName, comment }) => ({
      zh: `${deciderName} 已${OUTCOMES[decision].zh}：${title.zh}${comment ? `（${comment}）` : ''}`,
      en: `${deciderName} ${OUTCOMES[decision].en}: ${title.en}${comment ? ` (${comment})` : ''}`,
    }),
  });

  constructor(private readonly sending: SendNotification) {}

  @OnEvent(ApprovalDecided)
  notify(event: EventOf<typeof ApprovalDecided>): Promise<void> {
    const { approvalId: recordId, submitterId } = event.payload;
    const to = event.actorId === submitterId ? [] : [submitterId];
    return this.sending.execute(NotifySubmitterOnApprovalDecided.notification, event, {
      to,
      kind: 'approval',
      recordId,
    });
  }
}
