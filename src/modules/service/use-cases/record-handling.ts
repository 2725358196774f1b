import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { isResponse, type ServiceHandlingName } from '../domain/entry-kinds.js';
import { stopClock } from '../domain/first-response-clock.js';
import { ServiceCase } from '../domain/service-case.js';
import type { CaseChange } from './change-case.js';
import { TellSignals } from './tell-signals.js';
import { CaseLog } from './write-case-log.js';

/** What was done about the case. */
export interface CaseHandling extends CaseChange {
  readonly kind: ServiceHandlingName;
  readonly note: string;
  readonly minutes?: number | null;
}

/** Records what was done; the first response by our own people stops the clock, an agent's partner is not us. */
@Injectable()
export class RecordHandling {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: CaseLog,
    private readonly signals: TellSignals,
  ) {}

  async execute(viewer: Viewer, input: CaseHandling): Promise<{ caseId: string }> {
    const { id, expectedVersion, idempotencyKey, kind, note, minutes = null } = input;
    const operation = { actor: viewer, action: 'serviceCase.record', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const handled = await work.fetch(ServiceCase, id, { verb: 'edit', expectedVersion });
      handled.record(kind);
      const responds = isResponse(kind) && viewer.type !== 'PARTNER';
      const signals = responds ? stopClock(handled, work.at) : [];
      // A new version for every line, so that two people who record at once notice each other.
      work.touch(handled);
      await this.log.write(work, handled, { kind, personId: viewer.personId, note, minutes }, work.at);
      await this.signals.execute(work, handled, signals);
      return { caseId: handled.id };
    });
  }
}
