import { defineEnum, type Label } from '../../../kernel/runtime/labels.js';
import type { Notification } from '../domain/notification.js';
import { NotifyApproversOnApprovalRequested } from './notify-approvers-on-approval-requested.js';
import { NotifyHandlerOnServiceCaseGiven } from './notify-handler-on-service-case-given.js';
import { NotifyHandlerOnServiceClockBreached } from './notify-handler-on-service-clock-breached.js';
import { NotifyHandlerOnServiceClockWarned } from './notify-handler-on-service-clock-warned.js';
import { NotifyOwnerAndHeadOnChurnWarningRaised } from './notify-owner-and-head-on-churn-warning-raised.js';
import { NotifyParticipantsOnApprovalCommented } from './notify-participants-on-approval-commented.js';
import { NotifyPersonOnRecordShared } from './notify-person-on-record-shared.js';
import { NotifySubmitterOnApprovalDecided } from './notify-submitter-on-approval-decided.js';
import { NotifyTakerOnHandoverReceived } from './notify-taker-on-handover-received.js';
import { NotifyTakerOnHandoverTakenBack } from './notify-taker-on-handover-taken-back.js';

/** Every reaction that sends messages; a new one is its own file and one line here. */
export const REACTIONS = [
  NotifyApproversOnApprovalRequested,
  NotifySubmitterOnApprovalDecided,
  NotifyParticipantsOnApprovalCommented,
  NotifyHandlerOnServiceCaseGiven,
  NotifyHandlerOnServiceClockWarned,
  NotifyHandlerOnServiceClockBreached,
  NotifyOwnerAndHeadOnChurnWarningRaised,
  NotifyTakerOnHandoverReceived,
  NotifyTakerOnHandoverTakenBack,
  NotifyPersonOnRecordShared,
];

const CATALOGUE = new Map<string, Notification>(REACTIONS.map(({ notification }) => [notification.type, notification]));

/** Types of message, for the schema and for screens. */
export const NotificationType = defineEnum<string>(
  'NotificationType',
  'What a notification tells 通知类型.',
  Object.fromEntries([...CATALOGUE.values()].map(({ type, title }) => [type, title])) as Record<string, Label>,
);

/** The words of a type; null for messages of a type that is no longer sent. */
export function notificationOf(type: string): Notification | null {
  return CATALOGUE.get(type) ?? null;
}
