import { defineEvent } from '../../../kernel/events/domain-event.js';
import type { Label } from '../../../kernel/runtime/labels.js';

/** One kind of record that somebody got, and how many. */
export interface ReceivedKind {
  readonly kind: string;
  readonly label: Label;
  readonly count: number;
}

/** What one person got from somebody who leaves. */
export interface HandoverReceivedPayload {
  readonly personId: string;
  readonly personName: string;
  readonly takerId: string;
  readonly received: readonly ReceivedKind[];
}

/** What one person got went back. */
export interface HandoverTakenBackPayload {
  readonly personId: string;
  readonly personName: string;
  readonly takerId: string;
}

/** A hand-over has ended; told once for each taker, with the counts of all that they got. */
export const HandoverReceived = defineEvent<HandoverReceivedPayload>('HandoverReceived');

/** A hand-over was undone; told once for each taker. */
export const HandoverTakenBack = defineEvent<HandoverTakenBackPayload>('HandoverTakenBack');
