import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Customer, type CustomerFacts } from '../domain/customer.js';
import { CustomerCreated } from '../domain/customer-events.js';
import { CUSTOMERS } from '../queries/customer-list.js';

/** What a new customer may be given; what is left out is unknown. */
export type NewCustomer = Partial<CustomerFacts> & { readonly name: string; readonly idempotencyKey?: string | null };

const UNKNOWN: Omit<CustomerFacts, 'name'> = {
  shortName: null,
  kind: 'ORGANISATION',
  creditCode: null,
  industry: null,
  foundedYear: null,
  employees: null,
  annualRevenue: null,
  revenueCurrency: null,
  country: null,
  province: null,
  city: null,
  address: null,
  phone: null,
  website: null,
  source: null,
  tags: [],
  parentId: null,
  tier: null,
  lifecycle: 'POTENTIAL',
  preferences: null,
  taboos: null,
  externalKey: null,
};

/** Adds a customer that belongs to the one who adds it. */
@Injectable()
export class CreateCustomer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lists: ListReader,
  ) {}

  execute(viewer: Viewer, input: NewCustomer): Promise<{ customerId: string }> {
    const { idempotencyKey, ...facts } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'customer.create', idempotencyKey, input }, async (work) => {
      if (facts.parentId) await requireVisibleParent(this.lists, viewer, facts.parentId);
      const customer = work.add(
        Customer.of({ ...UNKNOWN, ...withoutNulls(facts) } as CustomerFacts, viewer.personId, viewer.departmentId),
      );
      const { ownerId, departmentId, name } = customer;
      work.record(CustomerCreated, customer.id, { ownerId, departmentId, name });
      return { customerId: customer.id };
    });
  }
}

/** Throws INVALID_REFERENCE when the parent company is missing or unseen; the two look alike. */
export async function requireVisibleParent(lists: ListReader, viewer: Viewer, parentId: string): Promise<void> {
  const [parent] = await lists.byIds(CUSTOMERS, viewer, [parentId]);
  if (!parent) throw new DomainError('INVALID_REFERENCE', ['input', 'parentId']);
}

function withoutNulls<T extends object>(facts: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<T>;
}
