import { defineEvent } from '../../../kernel/events/domain-event.js';

/** What every event about a case says, so that a message can be written without reading the case. */
export interface CaseFacts {
  readonly number: string;
  readonly kind: string;
  readonly subject: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly departmentId: string;
  readonly ownerId: string | null;
  /** The role that does the current step; null when a department does it. */
  readonly roleCode: string | null;
  readonly openedBy: string | null;
}

/** What a first-response clock tells. */
export interface ClockFacts extends CaseFacts {
  readonly dueAt: string;
  /** The same by the company's clocks, such as `2026-11-22 14:00`. */
  readonly dueText: string;
  /** The handler, or while there is none the holders of the performing role; and the head of the department. */
  readonly recipientIds: readonly string[];
}

/** A case was opened and waits in its first step. */
export const ServiceCaseOpened = defineEvent<CaseFacts & { firstResponseDueAt: string }>('ServiceCaseOpened');

/** A case has a handler: who took it, or whom somebody assigned (then the actor is another person). */
export const ServiceCaseTaken = defineEvent<CaseFacts & { previousOwnerId: string | null }>('ServiceCaseTaken');

/** A case went on to another step, department or person. */
export const ServiceCaseForwarded = defineEvent<
  CaseFacts & { fromDepartmentId: string; fromOwnerId: string | null; note: string }
>('ServiceCaseForwarded');

/** A case of somebody who leaves came into other hands; told to the taker once for all of them. */
export const ServiceCaseHandedOver = defineEvent<CaseFacts & { fromDepartmentId: string; fromOwnerId: string | null }>(
  'ServiceCaseHandedOver',
);

/** A case was closed. */
export const ServiceCaseClosed = defineEvent<CaseFacts & { resolution: string }>('ServiceCaseClosed');

/** A closed case was opened again. */
export const ServiceCaseReopened = defineEvent<CaseFacts & { note: string }>('ServiceCaseReopened');

/** Three quarters of the time to the first response have passed without one. */
export const ServiceClockWarned = defineEvent<ClockFacts>('ServiceClockWarned');

/** The first response did not come in time. */
export const ServiceClockBreached = defineEvent<ClockFacts>('ServiceClockBreached');
