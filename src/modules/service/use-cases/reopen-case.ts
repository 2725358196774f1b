import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { ServiceCase } from '../domain/service-case.js';
import { ServiceCaseReopened } from '../domain/service-events.js';
import { DueMoments } from '../queries/due-moments.js';
import { ProcessFinder } from '../queries/process-finder.js';
import type { CaseChange } from './change-case.js';
import { CaseLog } from './write-case-log.js';

/** Why the case is opened again. */
export interface CaseReopening extends CaseChange {
  readonly note: string;
}

/** Opens a closed case again: it waits in the step where it was closed, in nobody's hands. */
@Injectable()
export class ReopenCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly processes: ProcessFinder,
    private readonly moments: DueMoments,
    private readonly log: CaseLog,
  ) {}

  async execute(viewer: Viewer, input: CaseReopening): Promise<{ caseId: string }> {
    const { id, expectedVersion, idempotencyKey, note } = input;
    const operation = {
      actor: viewer,
      action: 'serviceCase.reopen',
      reason: note.slice(0, 500),
      idempotencyKey,
      input,
    };
    return this.unitOfWork.run(operation, async (work) => {
      const again = await work.fetch(ServiceCase, id, { verb: 'edit', expectedVersion });
      const process = await this.processes.ofCase(work, again.processId);
      const minutes = process.stepAt(again.stepIndex)?.limitMinutes ?? 0;
      again.reopen(await this.moments.after(work.at, minutes, process.clock));
      work.save(again);
      await this.log.startStep(work, again, work.at);
      await this.log.write(work, again, { kind: 'REOPENED', personId: viewer.personId, note }, work.at);
      work.record(ServiceCaseReopened, again.id, { ...again.facts(), note });
      return { caseId: again.id };
    });
  }
}
