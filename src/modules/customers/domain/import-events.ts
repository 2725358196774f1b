import { defineEvent } from '../../../kernel/events/domain-event.js';

/** An import added or changed a customer; a fact of its own, so that nobody is told of hundreds of them one by one. */
export const CustomerImported = defineEvent<{ ownerId: string; departmentId: string; name: string; isNew: boolean }>(
  'CustomerImported',
);

/** An import added or changed a contact. */
export const ContactImported = defineEvent<{ customerId: string; name: string; isNew: boolean }>('ContactImported');

/** An interaction with its past was taken over. */
export const InteractionImported = defineEvent<{ customerId: string; channel: string; happenedAt: string }>(
  'InteractionImported',
);
