import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { type CasePlace, ServiceCase } from '../domain/service-case.js';
import { ServiceCaseForwarded } from '../domain/service-events.js';
import type { ServiceProcess } from '../domain/service-process.js';
import { CaseReferences } from '../queries/case-references.js';
import { DueMoments } from '../queries/due-moments.js';
import { ProcessFinder } from '../queries/process-finder.js';
import type { CaseChange } from './change-case.js';
import { CaseLog } from './write-case-log.js';

/** Where the case goes: to the department, to the person, or (neither named) to the next step of its process. */
export interface CaseForwarding extends CaseChange {
  readonly departmentId?: string | null;
  readonly personId?: string | null;
  readonly note: string;
}

/** Sends the case on. Outside the process's order it stays at the same step, only done by somebody else. */
@Injectable()
export class ForwardCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly references: CaseReferences,
    private readonly processes: ProcessFinder,
    private readonly moments: DueMoments,
    private readonly log: CaseLog,
  ) {}

  async execute(viewer: Viewer, input: CaseForwarding): Promise<{ caseId: string }> {
    const { id, expectedVersion, idempotencyKey, note } = input;
    if (input.departmentId && input.personId) throw new DomainError('INVALID_FORWARD_TARGET', ['input', 'personId']);
    const operation = {
      actor: viewer,
      action: 'serviceCase.forward',
      reason: note.slice(0, 500),
      idempotencyKey,
      input,
    };
    return this.unitOfWork.run(operation, async (work) => {
      const sent = await work.fetch(ServiceCase, id, { verb: 'edit', expectedVersion });
      const process = await this.processes.ofCase(work, sent.processId);
      const from = { fromDepartmentId: sent.departmentId, fromOwnerId: sent.ownerId };
      const place = await this.placeFor(viewer, sent, process, input, work.at);
      sent.forwardTo(place, input.personId ?? null);
      await this.log.endStep(work, sent, 'FORWARDED', work.at);
      work.save(sent);
      await this.log.startStep(work, sent, work.at);
      const { fromDepartmentId, fromOwnerId: fromPersonId } = from;
      const way = { fromDepartmentId, fromPersonId, toDepartmentId: sent.departmentId, toPersonId: sent.ownerId };
      await this.log.write(work, sent, { kind: 'FORWARDED', personId: viewer.personId, note, ...way }, work.at);
      work.record(ServiceCaseForwarded, sent.id, { ...sent.facts(), ...from, note });
      return { caseId: sent.id };
    });
  }

  private async placeFor(
    viewer: Viewer,
    sent: ServiceCase,
    process: ServiceProcess,
    { departmentId, personId }: CaseForwarding,
    at: Date,
  ): Promise<CasePlace> {
    const within = (minutes: number): Promise<Date> => this.moments.after(at, minutes, process.clock);
    if (departmentId || personId) {
      const target = personId
        ? (await this.references.person(viewer, personId)).departmentId
        : (await this.references.department(viewer, departmentId!)).id;
      const stepDueAt = await within(process.stepAt(sent.stepIndex)?.limitMinutes ?? 0);
      return {
        stepCode: sent.stepCode,
        stepIndex: sent.stepIndex,
        departmentId: target,
        stepRoleCode: null,
        stepDueAt,
      };
    }
    const next = process.stepAt(sent.stepIndex + 1);
    if (!next) throw new DomainError('SERVICE_NO_NEXT_STEP');
    return {
      stepCode: next.code,
      stepIndex: sent.stepIndex + 1,
      departmentId: next.performer.departmentId ?? sent.departmentId,
      stepRoleCode: next.performer.roleCode,
      stepDueAt: await within(next.limitMinutes),
    };
  }
}
