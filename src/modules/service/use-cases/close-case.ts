import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { ServiceCase } from '../domain/service-case.js';
import { ServiceCaseClosed } from '../domain/service-events.js';
import { DueMoments } from '../queries/due-moments.js';
import type { CaseChange } from './change-case.js';
import { TellSignals } from './tell-signals.js';
import { CaseLog } from './write-case-log.js';

/** How the case ended. */
export interface CaseClosing extends CaseChange {
  readonly resolution: string;
  readonly customerAnswer?: string | null;
  readonly minutes?: number | null;
}

/** Closes a case with its resolution; a complaint only with the customer's answer. */
@Injectable()
export class CloseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly moments: DueMoments,
    private readonly log: CaseLog,
    private readonly signals: TellSignals,
  ) {}

  async execute(viewer: Viewer, input: CaseClosing): Promise<{ caseId: string }> {
    const { id, expectedVersion, idempotencyKey, resolution, customerAnswer = null, minutes = null } = input;
    const operation = { actor: viewer, action: 'serviceCase.close', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const closed = await work.fetch(ServiceCase, id, { verb: 'close', expectedVersion });
      const signals = closed.close(resolution, customerAnswer, work.at, this.moments.dayOf(work.at));
      work.save(closed);
      const line = { kind: 'CLOSED', personId: viewer.personId, note: resolution, minutes } as const;
      await this.log.write(work, closed, line, work.at);
      await this.signals.execute(work, closed, signals);
      await this.log.endStep(work, closed, 'CLOSED', work.at);
      work.record(ServiceCaseClosed, closed.id, { ...closed.facts(), resolution });
      return { caseId: closed.id };
    });
  }
}
