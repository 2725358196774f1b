import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import type { ChurnOutcome } from '../domain/churn-enums.js';
import { ChurnWarningClosed } from '../domain/churn-events.js';
import { ChurnSpell } from '../domain/churn-spell.js';
import { ChurnWarning } from '../domain/churn-warning.js';

/** What became of the customer, in a person's judgement. */
export interface WarningJudgement {
  readonly warningId: string;
  readonly outcome: ChurnOutcome;
  readonly note: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

/** Closes a warning with its outcome; the customer is not warned of again for the same silence. */
@Injectable()
export class CloseWarning {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly calendar: CompanyCalendar,
  ) {}

  /** Throws TRANSITION_REFUSED when it is closed already. */
  execute(viewer: Viewer, input: WarningJudgement): Promise<{ warningId: string }> {
    const { warningId, outcome, note, expectedVersion, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'churnWarning.close', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const warning = await work.fetch(ChurnWarning, warningId, { verb: 'act', expectedVersion });
      const guard = await work.fetchUnscoped(ChurnSpell, warning.customerId);
      const closing = { reason: 'PERSON', outcome, note, closedBy: viewer.personId } as const;
      warning.close(closing, { at: work.at, on: this.calendar.dayOf(work.at) });
      work.save(warning);
      guard?.close();
      if (guard) work.save(guard);
      work.record(ChurnWarningClosed, warning.id, { ...warning.facts(), reason: 'PERSON', outcome });
      return { warningId };
    });
  }
}
