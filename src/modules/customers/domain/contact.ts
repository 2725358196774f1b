import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { phoneDigits, pinyinInitials, type SearchPart } from '../../../kernel/lists/search-text.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import type { BuyingRole, RelationshipLevel } from './customer-enums.js';

/** What people fill in about a contact. */
export interface ContactFacts {
  name: string;
  title: string | null;
  phone: string | null;
  email: string | null;
  birthday: string | null;
  buyingRole: keyof typeof BuyingRole | null;
  relationshipLevel: keyof typeof RelationshipLevel | null;
  doNotContact: boolean;
  notes: string | null;
  externalKey: string | null;
}

const NEVER_EMPTY = ['name', 'doNotContact'] as const;

/** What an erasure request may blank of the past. */
const PERSONAL = ['name', 'title', 'phone', 'email', 'birthday', 'notes'];

/** A person at a customer 联系人. Seen with the customer. */
@RecordKind({
  kind: 'contact',
  table: 'contact',
  personal: PERSONAL,
  pastIndexes: ['ix_contact_customer', 'ix_contact_name'],
})
@Index('ix_contact_customer', ['customerId', 'deletedAt', 'name', 'id'])
@Index('ix_contact_name', ['deletedAt', 'name', 'id'])
@Index('ix_contact_external', ['externalKey'])
export class Contact extends StoredRecord implements ContactFacts {
  @Column({ type: 'bigint' })
  customerId: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 100, nullable: true })
  title: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  phone: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  email: string | null;

  @Column({ type: 'date', nullable: true })
  birthday: string | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  buyingRole: keyof typeof BuyingRole | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  relationshipLevel: keyof typeof RelationshipLevel | null;

  @Column({ type: 'boolean' })
  doNotContact: boolean;

  @Column({ type: 'varchar', length: 2000, nullable: true })
  notes: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  externalKey: string | null;

  @Column({ type: 'json' })
  custom: Record<string, unknown>;

  @Column({ type: 'varchar', length: 1000 })
  searchText: string;

  static of(customerId: string, facts: ContactFacts): Contact {
    return Object.assign(new Contact(), { ...facts, customerId, custom: {} });
  }

  /** Takes the given facts over; what is not given stays. */
  describe(facts: Partial<ContactFacts>): void {
    for (const name of NEVER_EMPTY)
      if (facts[name] === null) throw new DomainError('INVALID_IS_NOT_EMPTY', ['input', name]);
    for (const [name, value] of Object.entries(facts)) if (value !== undefined) Reflect.set(this, name, value);
  }

  searchParts(): SearchPart[] {
    return [
      { column: 'name', texts: [this.name, pinyinInitials(this.name)] },
      { column: 'phone', texts: [phoneDigits(this.phone ?? '')] },
      { column: 'email', texts: [this.email] },
    ];
  }
}
