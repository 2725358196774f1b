import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { ServiceCase } from '../domain/service-case.js';
import { ServiceCaseTaken } from '../domain/service-events.js';
import { Performers } from '../queries/performers.js';
import type { CaseChange } from './change-case.js';
import { CaseLog } from './write-case-log.js';

/** Somebody of the step's department or role takes the case into their own hands. */
@Injectable()
export class TakeCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly performers: Performers,
    private readonly log: CaseLog,
  ) {}

  async execute(viewer: Viewer, input: CaseChange): Promise<{ caseId: string }> {
    const operation = { actor: viewer, action: 'serviceCase.take', idempotencyKey: input.idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      // Sight is enough here: who may take is the step's rule, since a waiting case is in nobody's hands.
      const taken = await work.fetch(ServiceCase, input.id, { verb: 'read', expectedVersion: input.expectedVersion });
      if (!(await this.performers.includes(taken.performer, viewer))) throw new DomainError('SERVICE_NOT_PERFORMER');
      taken.takeBy(viewer.personId);
      work.save(taken);
      await this.log.write(
        work,
        taken,
        { kind: 'TAKEN', personId: viewer.personId, toPersonId: viewer.personId },
        work.at,
      );
      work.record(ServiceCaseTaken, taken.id, { ...taken.facts(), previousOwnerId: null });
      return { caseId: taken.id };
    });
  }
}
