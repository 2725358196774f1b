import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { ServiceCase } from '../domain/service-case.js';
import { ServiceCaseTaken } from '../domain/service-events.js';
import { CaseReferences } from '../queries/case-references.js';
import { Performers } from '../queries/performers.js';
import type { CaseChange } from './change-case.js';
import { CaseLog } from './write-case-log.js';

/** Who is to handle the case, and why. */
export interface CaseAssignment extends CaseChange {
  readonly personId: string;
  readonly note?: string | null;
}

/** Puts the case into the hands of a person of its step. */
@Injectable()
export class AssignCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly references: CaseReferences,
    private readonly performers: Performers,
    private readonly log: CaseLog,
  ) {}

  async execute(viewer: Viewer, input: CaseAssignment): Promise<{ caseId: string }> {
    const { id, expectedVersion, idempotencyKey, note = null } = input;
    const operation = { actor: viewer, action: 'serviceCase.assign', reason: note, idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const assigned = await work.fetch(ServiceCase, id, { verb: 'assign', expectedVersion });
      const { departmentId } = await this.references.person(viewer, input.personId);
      const candidate = { personId: input.personId, departmentId };
      if (!(await this.performers.includes(assigned.performer, candidate)))
        throw new DomainError('SERVICE_NOT_PERFORMER', ['input', 'personId']);
      const previousOwnerId = assigned.ownerId;
      assigned.assignTo(input.personId);
      work.save(assigned);
      const people = { personId: viewer.personId, fromPersonId: previousOwnerId, toPersonId: input.personId };
      await this.log.write(work, assigned, { kind: 'ASSIGNED', note, ...people }, work.at);
      work.record(ServiceCaseTaken, assigned.id, { ...assigned.facts(), previousOwnerId });
      return { caseId: assigned.id };
    });
  }
}
