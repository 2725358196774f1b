import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { CustomerTransferred } from '../../customers/index.js';
import { FollowCustomer } from '../use-cases/follow-customer.js';

/** A customer's open warning goes to the new owner with the customer. */
@Injectable()
export class FollowOwnerOnCustomerTransferred {
  constructor(private readonly following: FollowCustomer) {}

  @OnEvent(CustomerTransferred)
  follow({ recordId: id, payload }: EventOf<typeof CustomerTransferred>): Promise<void> {
    const { name, ownerId, departmentId } = payload;
    return this.following.execute({ id, name, ownerId, departmentId });
  }
}
