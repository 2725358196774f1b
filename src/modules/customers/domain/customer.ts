import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { phoneDigits, pinyinInitials, type SearchPart } from '../../../kernel/lists/search-text.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import type { CustomerKind, CustomerLifecycle, CustomerSource, CustomerTier } from './customer-enums.js';
import { creditCodeIsValid } from './credit-code.js';

/** What people fill in about a customer. */
export interface CustomerFacts {
  name: string;
  shortName: string | null;
  kind: keyof typeof CustomerKind;
  creditCode: string | null;
  industry: string | null;
  foundedYear: number | null;
  employees: number | null;
  annualRevenue: string | null;
  revenueCurrency: string | null;
  country: string | null;
  province: string | null;
  city: string | null;
  address: string | null;
  phone: string | null;
  website: string | null;
  source: keyof typeof CustomerSource | null;
  tags: string[];
  parentId: string | null;
  tier: keyof typeof CustomerTier | null;
  lifecycle: keyof typeof CustomerLifecycle;
  preferences: string | null;
  taboos: string | null;
  externalKey: string | null;
}

const NEVER_EMPTY = ['name', 'kind', 'tags', 'lifecycle'] as const;

/** What an erasure request may blank of the past. */
const PERSONAL = ['name', 'shortName', 'creditCode', 'address', 'phone', 'website', 'preferences', 'taboos'];

/** A customer 客户: an organisation or a person that buys or may buy; the root of everything. */
@RecordKind({
  kind: 'customer',
  table: 'customer',
  personal: PERSONAL,
  pastIndexes: [
    'ix_customer_owner',
    'ix_customer_department',
    'ix_customer_name',
    'ix_customer_created',
    'ix_customer_parent',
  ],
})
@Index('ix_customer_owner', ['ownerId', 'deletedAt', 'name', 'id'])
@Index('ix_customer_department', ['departmentId', 'deletedAt', 'name', 'id'])
@Index('ix_customer_name', ['deletedAt', 'name', 'id'])
@Index('ix_customer_created', ['deletedAt', 'createdAt', 'id'])
@Index('ix_customer_parent', ['parentId'])
@Index('ix_customer_external', ['externalKey'])
@Index('ix_customer_credit_code', ['creditCode'])
export class Customer extends StoredRecord implements CustomerFacts {
  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ type: 'varchar', length: 100, nullable: true })
  shortName: string | null;

  @Column({ type: 'varchar', length: 20 })
  kind: keyof typeof CustomerKind;

  @Column({ type: 'varchar', length: 18, nullable: true })
  creditCode: string | null;

  @Column({ type: 'varchar', length: 60, nullable: true })
  industry: string | null;

  @Column({ type: 'int', nullable: true })
  foundedYear: number | null;

  @Column({ type: 'int', nullable: true })
  employees: number | null;

  @Column({ type: 'decimal', precision: 18, scale: 2, nullable: true })
  annualRevenue: string | null;

  @Column({ type: 'char', length: 3, nullable: true })
  revenueCurrency: string | null;

  @Column({ type: 'varchar', length: 60, nullable: true })
  country: string | null;

  @Column({ type: 'varchar', length: 60, nullable: true })
  province: string | null;

  @Column({ type: 'varchar', length: 60, nullable: true })
  city: string | null;

  @Column({ type: 'varchar', length: 300, nullable: true })
  address: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  phone: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  website: string | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  source: keyof typeof CustomerSource | null;

  @Column({ type: 'json' })
  tags: string[];

  @Column({ type: 'bigint', nullable: true })
  parentId: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  tier: keyof typeof CustomerTier | null;

  @Column({ type: 'varchar', length: 20 })
  lifecycle: keyof typeof CustomerLifecycle;

  @Column({ type: 'varchar', length: 2000, nullable: true })
  preferences: string | null;

  @Column({ type: 'varchar', length: 2000, nullable: true })
  taboos: string | null;

  /** Key of the record in the system it was imported from. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  externalKey: string | null;

  @Column({ type: 'bigint' })
  ownerId: string;

  @Column({ type: 'bigint' })
  departmentId: string;

  /** Values of custom fields, versioned with the record. */
  @Column({ type: 'json' })
  custom: Record<string, unknown>;

  @Column({ type: 'varchar', length: 1000 })
  searchText: string;

  /** A new customer with its owner. Throws DomainError INVALID_CREDIT_CODE. */
  static of(facts: CustomerFacts, ownerId: string, departmentId: string): Customer {
    const customer = Object.assign(new Customer(), { custom: {} });
    customer.describe(facts);
    customer.assignTo(ownerId, departmentId);
    return customer;
  }

  /** Takes the given facts over; what is not given stays. */
  describe(facts: Partial<CustomerFacts>): void {
    if (facts.creditCode && !creditCodeIsValid(facts.creditCode))
      throw new DomainError('INVALID_CREDIT_CODE', ['input', 'creditCode']);
    if (facts.parentId && facts.parentId === this.id) throw new DomainError('INVALID_PARENT', ['input', 'parentId']);
    for (const name of NEVER_EMPTY)
      if (facts[name] === null) throw new DomainError('INVALID_IS_NOT_EMPTY', ['input', name]);
    for (const [name, value] of Object.entries(facts)) if (value !== undefined) Reflect.set(this, name, value);
  }

  /** The customer belongs to that person and to that person's department. */
  assignTo(ownerId: string, departmentId: string): void {
    this.ownerId = ownerId;
    this.departmentId = departmentId;
  }

  searchParts(): SearchPart[] {
    return [
      { column: 'name', texts: [this.name, pinyinInitials(this.name)] },
      { column: 'short_name', texts: [this.shortName, pinyinInitials(this.shortName ?? '')] },
      { column: 'credit_code', texts: [this.creditCode] },
      { column: 'phone', texts: [phoneDigits(this.phone ?? '')] },
    ];
  }
}
