import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { CustomerDeleted } from '../../customers/index.js';
import { WithdrawWarning } from '../use-cases/withdraw-warning.js';

/** Nobody acts on a deleted customer. */
@Injectable()
export class WithdrawWarningOnCustomerDeleted {
  constructor(private readonly withdrawal: WithdrawWarning) {}

  @OnEvent(CustomerDeleted)
  withdraw({ recordId }: EventOf<typeof CustomerDeleted>): Promise<void> {
    return this.withdrawal.execute(recordId);
  }
}
