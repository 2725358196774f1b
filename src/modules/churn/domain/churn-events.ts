import { defineEvent } from '../../../kernel/events/domain-event.js';
import type { Label } from '../../../kernel/runtime/labels.js';
import type { ChurnCloseReason, ChurnOutcome } from './churn-enums.js';

/** What every event of a warning tells. */
interface WarningFacts {
  readonly customerId: string;
  readonly customerName: string;
  readonly ownerId: string;
  readonly departmentId: string;
}

/** A customer is about to be lost. */
export interface ChurnWarningRaisedPayload extends WarningFacts {
  readonly score: number;
  readonly horizonDays: number;
  readonly silentDays: number;
  readonly valueAtRisk: string;
  /** The reasons as one sentence. */
  readonly reasons: Label;
  /** Who is told: the owner and the head of the owner's department. */
  readonly tellIds: readonly string[];
}

/** The figures of an open warning changed. */
export interface ChurnWarningUpdatedPayload extends WarningFacts {
  readonly score: number;
  readonly previousScore: number;
  readonly silentDays: number;
}

/** Somebody acts on a warning. */
export interface ChurnWarningActedPayload extends WarningFacts {
  readonly action: string;
  readonly actionOwnerId: string;
  readonly actionDueOn: string | null;
}

/** The action of somebody who leaves is left to another person. */
export interface ChurnActionHandedOverPayload extends WarningFacts {
  readonly fromPersonId: string;
  readonly actionOwnerId: string;
}

/** A warning was closed, by a person or by the system. */
export interface ChurnWarningClosedPayload extends WarningFacts {
  readonly reason: ChurnCloseReason;
  readonly outcome: ChurnOutcome | null;
}

export const ChurnWarningRaised = defineEvent<ChurnWarningRaisedPayload>('ChurnWarningRaised');
export const ChurnWarningUpdated = defineEvent<ChurnWarningUpdatedPayload>('ChurnWarningUpdated');
export const ChurnWarningActed = defineEvent<ChurnWarningActedPayload>('ChurnWarningActed');
export const ChurnActionHandedOver = defineEvent<ChurnActionHandedOverPayload>('ChurnActionHandedOver');
export const ChurnWarningClosed = defineEvent<ChurnWarningClosedPayload>('ChurnWarningClosed');

/** Type of the stream messages that tell people of a new warning; the live subscription picks them out. */
export const CHURN_WARNING_RAISED_MESSAGE = 'CHURN_WARNING_RAISED';
