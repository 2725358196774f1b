import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { RestoresOldValues } from '../../../kernel/audit/restorable.js';
import { CONTACT_FIELDS } from '../domain/field-names.js';
import { RecordInteraction } from '../use-cases/record-interaction.js';
import { type ContactChange, type NewContact, SaveContact } from '../use-cases/save-contact.js';
import { ContactCreateInput, ContactUpdateInput, InteractionCreateInput } from './contact.inputs.js';
import { ContactCreatePayload, ContactUpdatePayload, InteractionCreatePayload } from './customer.payloads.js';

/** Changes of contacts, and new interactions. */
@Resolver()
export class ContactMutationsResolver {
  constructor(
    private readonly contacts: SaveContact,
    private readonly interactions: RecordInteraction,
  ) {}

  @Can('contact.create')
  @Mutation(() => ContactCreatePayload, {
    description:
      'Adds a contact to a customer that the asker sees and that `contact.create` reaches. Codes: INVALID_… (with the path), INVALID_REFERENCE (customerId).',
  })
  contactCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The new contact.' }) input: ContactCreateInput,
  ): Promise<{ contactId: string }> {
    return this.contacts.create(viewer, input as NewContact);
  }

  @RestoresOldValues({ kind: 'contact', id: 'contactId', Input: ContactUpdateInput, fields: CONTACT_FIELDS })
  @Can('contact.edit')
  @Mutation(() => ContactUpdatePayload, {
    description: 'Changes facts of a contact. Codes: INVALID_… (with the path), STALE_RECORD, RECORD_LOCKED.',
  })
  contactUpdate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'What changes.' }) input: ContactUpdateInput,
  ): Promise<{ contactId: string }> {
    return this.contacts.update(viewer, input as ContactChange);
  }

  @Can('interaction.create')
  @Mutation(() => InteractionCreatePayload, {
    description:
      'Records an interaction with a customer that the asker sees and that `interaction.create` reaches, with the next step. Codes: INVALID_REFERENCE (customerId), INVALID_CONTACT, INVALID_MOMENT, INVALID_FOLLOW_UP.',
  })
  interactionCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'What took place.' }) input: InteractionCreateInput,
  ): Promise<{ interactionId: string }> {
    return this.interactions.execute(viewer, input);
  }
}
