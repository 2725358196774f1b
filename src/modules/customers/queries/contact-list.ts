import { defineList } from '../../../kernel/lists/define-list.js';
import { CONTACT, INTERACTION } from '../customers.permissions.js';
import { BuyingRole, InteractionChannel } from '../domain/customer-enums.js';

/** Contacts as lists and links show them. */
export const CONTACTS = defineList({
  name: 'Contact',
  readable: CONTACT,
  columns: {
    id: 'id',
    version: 'version',
    customerId: 'customer_id',
    name: 'name',
    title: 'title',
    phone: 'phone',
    email: 'email',
    birthday: 'birthday',
    buyingRole: 'buying_role',
    relationshipLevel: 'relationship_level',
    doNotContact: 'do_not_contact',
    notes: 'notes',
    createdAt: 'created_at',
  },
  filters: {
    customerId: { column: 'customer_id', type: 'id', index: 'ix_contact_customer', description: 'Customer.' },
    name: { column: 'name', type: 'text', index: 'ix_contact_name', description: 'Name.' },
    buyingRole: {
      column: 'buying_role',
      type: 'enum',
      index: 'filters within ix_contact_customer',
      description: 'Part in the buying decision.',
      members: { name: 'BuyingRole', values: BuyingRole },
    },
  },
  orders: { NAME: { column: 'name', type: 'text', index: 'ix_contact_name', description: 'Name.' } },
  defaultOrder: [{ field: 'NAME', direction: 'ASC' }],
  search: ['name', 'phone', 'email'],
});

/** Interactions as the timeline shows them. */
export const INTERACTIONS = defineList({
  name: 'Interaction',
  readable: INTERACTION,
  columns: {
    id: 'id',
    customerId: 'customer_id',
    contactId: 'contact_id',
    authorId: 'author_id',
    channel: 'channel',
    happenedAt: 'happened_at',
    summary: 'summary',
    followUpOn: 'follow_up_on',
    followUpChannel: 'follow_up_channel',
    followUpNote: 'follow_up_note',
  },
  filters: {
    customerId: { column: 'customer_id', type: 'id', index: 'ix_interaction_customer', description: 'Customer.' },
    authorId: { column: 'author_id', type: 'id', index: 'ix_interaction_author', description: 'Who recorded it.' },
    happenedAt: {
      column: 'happened_at',
      type: 'dateTime',
      index: 'ix_interaction_happened',
      description: 'When it took place.',
    },
    followUpOn: {
      column: 'follow_up_on',
      type: 'date',
      index: 'ix_interaction_follow_up',
      description: 'Day of the next step.',
    },
    channel: {
      column: 'channel',
      type: 'enum',
      index: 'filters within ix_interaction_customer',
      description: 'How it took place.',
      members: { name: 'InteractionChannel', values: InteractionChannel },
    },
  },
  orders: {
    HAPPENED_AT: {
      column: 'happened_at',
      type: 'dateTime',
      index: 'ix_interaction_happened',
      description: 'When it took place.',
    },
    FOLLOW_UP_ON: {
      column: 'follow_up_on',
      type: 'text',
      index: 'ix_interaction_follow_up',
      description: 'Day of the next step.',
    },
  },
  defaultOrder: [{ field: 'HAPPENED_AT', direction: 'DESC' }],
  search: ['summary', 'follow_up_note'],
});
