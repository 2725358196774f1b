import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { ChurnSpell } from '../domain/churn-spell.js';
import { ChurnWarning, type WarnedCustomer } from '../domain/churn-warning.js';

/** Gives a customer's open warning to the customer's owner and department. */
@Injectable()
export class FollowCustomer {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  execute(customer: WarnedCustomer): Promise<void> {
    return this.unitOfWork.run({ actor: null, action: 'churnWarning.follow' }, async (work) => {
      const guard = await work.fetchUnscoped(ChurnSpell, customer.id);
      const open = guard?.openWarningId ? await work.fetchUnscoped(ChurnWarning, guard.openWarningId) : null;
      open?.follow(customer);
      if (open) work.save(open);
    });
  }
}
