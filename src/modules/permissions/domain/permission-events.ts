import { defineEvent } from '../../../kernel/events/domain-event.js';

/** What the event of a person who was disabled carries. */
export interface PersonDisabledPayload {
  readonly login: string;
}

/** Somebody may not sign in any more: whatever they have open ends. */
export const PersonDisabled = defineEvent<PersonDisabledPayload>('PersonDisabled');
