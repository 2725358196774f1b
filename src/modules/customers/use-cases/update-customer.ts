import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Customer, type CustomerFacts } from '../domain/customer.js';
import { CustomerChanged } from '../domain/customer-events.js';
import { requireVisibleParent } from './create-customer.js';

/** New facts of a customer; what is left out stays, null empties. */
export type CustomerChange = Partial<CustomerFacts> & {
  readonly customerId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
};

/** Changes facts of a customer, checked against the version that the asker saw. */
@Injectable()
export class UpdateCustomer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lists: ListReader,
  ) {}

  execute(viewer: Viewer, input: CustomerChange): Promise<{ customerId: string }> {
    const { customerId, expectedVersion, idempotencyKey, ...facts } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'customer.edit', idempotencyKey, input }, async (work) => {
      const customer = await work.fetch(Customer, customerId, { verb: 'edit', expectedVersion });
      if (facts.parentId && facts.parentId !== customer.parentId) {
        await requireVisibleParent(this.lists, viewer, facts.parentId);
        await refuseCircle(work, customerId, facts.parentId, 'parentId');
      }
      customer.describe(facts);
      work.save(customer);
      if (customer.version !== expectedVersion)
        work.record(CustomerChanged, customerId, { fields: Object.keys(facts) });
      return { customerId };
    });
  }
}

/** Throws INVALID_PARENT, at that field of the input, when the parents of the new parent lead back to the customer. */
export async function refuseCircle(work: Work, customerId: string, parentId: string, field: string): Promise<void> {
  const passed = new Set<string>();
  for (let at: string | null = parentId; at !== null && !passed.has(at);) {
    if (at === customerId) throw new DomainError('INVALID_PARENT', ['input', field]);
    passed.add(at);
    const parent: Customer | null = await work.fetchUnscoped(Customer, at);
    at = parent?.parentId ?? null;
  }
}
