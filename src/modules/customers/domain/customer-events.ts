import { defineEvent } from '../../../kernel/events/domain-event.js';

/** A customer was added. */
export const CustomerCreated = defineEvent<{ ownerId: string; departmentId: string; name: string }>('CustomerCreated');

/** Facts about a customer changed; names of the changed fields. */
export const CustomerChanged = defineEvent<{ fields: string[] }>('CustomerChanged');

/** A customer has another owner. */
export const CustomerTransferred = defineEvent<{
  fromOwnerId: string;
  ownerId: string;
  departmentId: string;
  name: string;
}>('CustomerTransferred');

/** A customer was deleted. */
export const CustomerDeleted = defineEvent<{ name: string; ownerId: string }>('CustomerDeleted');

/** A deleted customer is back. */
export const CustomerUndeleted = defineEvent<{ name: string; ownerId: string; departmentId: string }>(
  'CustomerUndeleted',
);

/** A contact was added or changed. */
export const ContactSaved = defineEvent<{ customerId: string; name: string }>('ContactSaved');

/** Something was recorded about a customer. */
export const InteractionRecorded = defineEvent<{
  customerId: string;
  channel: string;
  happenedAt: string;
  followUpOn: string | null;
}>('InteractionRecorded');
