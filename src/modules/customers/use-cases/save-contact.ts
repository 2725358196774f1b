import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Contact, type ContactFacts } from '../domain/contact.js';
import { ContactSaved } from '../domain/customer-events.js';
import { OpenCustomers } from '../queries/open-customers.js';

/** A new contact of a customer. */
export type NewContact = Partial<ContactFacts> & {
  readonly customerId: string;
  readonly name: string;
  readonly idempotencyKey?: string | null;
};

/** New facts of a contact; what is left out stays, null empties. */
export type ContactChange = Partial<ContactFacts> & {
  readonly contactId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
};

const UNKNOWN: Omit<ContactFacts, 'name'> = {
  title: null,
  phone: null,
  email: null,
  birthday: null,
  buyingRole: null,
  relationshipLevel: null,
  doNotContact: false,
  notes: null,
  externalKey: null,
};

/** Adds a contact to a customer that the asker sees and `contact.create` reaches, or changes one. */
@Injectable()
export class SaveContact {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: OpenCustomers,
  ) {}

  create(viewer: Viewer, input: NewContact): Promise<{ contactId: string }> {
    const { customerId, idempotencyKey, ...facts } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'contact.create', idempotencyKey, input }, async (work) => {
      await this.customers.require(viewer, 'contact.create', customerId);
      const contact = work.add(
        Contact.of(customerId, { ...UNKNOWN, ...facts, doNotContact: facts.doNotContact ?? false }),
      );
      work.record(ContactSaved, contact.id, { customerId, name: contact.name });
      return { contactId: contact.id };
    });
  }

  update(viewer: Viewer, input: ContactChange): Promise<{ contactId: string }> {
    const { contactId, expectedVersion, idempotencyKey, ...facts } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'contact.edit', idempotencyKey, input }, async (work) => {
      const contact = await work.fetch(Contact, contactId, { verb: 'edit', expectedVersion });
      contact.describe(facts);
      work.save(contact);
      if (contact.version !== expectedVersion)
        work.record(ContactSaved, contactId, { customerId: contact.customerId, name: contact.name });
      return { contactId };
    });
  }
}
