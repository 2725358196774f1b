import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { ChurnWarningClosed } from '../domain/churn-events.js';
import { ChurnSpell } from '../domain/churn-spell.js';
import { ChurnWarning } from '../domain/churn-warning.js';
import { systemClosing } from '../domain/system-closing.js';

/** Closes the open warning of a deleted customer, without an outcome: nobody knows what became of it. */
@Injectable()
export class WithdrawWarning {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly calendar: CompanyCalendar,
  ) {}

  execute(customerId: string): Promise<void> {
    return this.unitOfWork.run({ actor: null, action: 'churnWarning.withdraw' }, async (work) => {
      const guard = await work.fetchUnscoped(ChurnSpell, customerId);
      const open = guard?.openWarningId ? await work.fetchUnscoped(ChurnWarning, guard.openWarningId) : null;
      if (!guard || !open) return;
      open.close(systemClosing('CUSTOMER_DELETED'), { at: work.at, on: this.calendar.dayOf(work.at) });
      work.save(open);
      guard.forget();
      work.save(guard);
      work.record(ChurnWarningClosed, open.id, { ...open.facts(), reason: 'CUSTOMER_DELETED', outcome: null });
    });
  }
}
