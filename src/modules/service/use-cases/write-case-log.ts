import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { Permissions } from '../../permissions/index.js';
import type { ServiceCase } from '../domain/service-case.js';
import { ServiceEntry } from '../domain/service-entry.js';
import type { ServiceStepOutcomeName } from '../domain/service-enums.js';
import { ServiceStep } from '../domain/service-step.js';
import { Performers } from '../queries/performers.js';

/** What a line of the record says besides its case, step and moment. */
export type EntryFacts = Pick<ServiceEntry, 'kind' | 'personId'> &
  Partial<
    Pick<ServiceEntry, 'note' | 'minutes' | 'fromPersonId' | 'toPersonId' | 'fromDepartmentId' | 'toDepartmentId'>
  >;

const NO_FACTS = {
  note: null,
  minutes: null,
  fromPersonId: null,
  toPersonId: null,
  fromDepartmentId: null,
  toDepartmentId: null,
};

/** Why a holder of the performing role may work on the case: ends with the step. */
const STEP_GRANT = 'serviceStep';
/** Why somebody who opened or handled the case still sees it. */
const CASE_GRANT = 'serviceCase';

/** Keeps the steps and the record of a case, and the access that goes with them. */
@Injectable()
export class CaseLog {
  constructor(
    private readonly permissions: Permissions,
    private readonly performers: Performers,
  ) {}

  /** The case enters the step that it is placed in; holders of a performing role may work on it until it leaves. */
  async startStep(work: Work, serviceCase: ServiceCase, at: Date): Promise<ServiceStep> {
    const {
      id: caseId,
      stepCode,
      departmentId,
      stepRoleCode: roleCode,
      ownerId: handlerId,
      stepDueAt: dueAt,
    } = serviceCase;
    const place = { caseId, stepCode, departmentId, roleCode, handlerId, dueAt };
    const step = Object.assign(new ServiceStep(), {
      ...place,
      startedAt: at,
      endedAt: null,
      outcome: null,
      minutes: 0,
    });
    work.add(step, at);
    const grant = {
      kind: 'serviceCase',
      recordId: caseId,
      level: 'edit',
      cause: STEP_GRANT,
      causeId: step.id,
    } as const;
    for (const personId of await this.performers.holders(serviceCase.performer))
      this.permissions.grant(work, { ...grant, personId });
    return step;
  }

  /** The step that the case is in; null once it is closed. */
  async currentStep(work: Work, serviceCase: ServiceCase): Promise<ServiceStep | null> {
    return (await work.fetchWhere(ServiceStep, { caseId: serviceCase.id, endedAt: null })).at(-1) ?? null;
  }

  /** The case leaves its step. */
  async endStep(work: Work, serviceCase: ServiceCase, outcome: ServiceStepOutcomeName, at: Date): Promise<void> {
    const step = await this.currentStep(work, serviceCase);
    if (!step) return;
    step.end(outcome, at);
    work.save(step, at);
    await this.permissions.revoke(work, STEP_GRANT, step.id);
  }

  /** Writes a line; whoever gets the case in hand keeps sight of it for good. */
  async write(work: Work, serviceCase: ServiceCase, facts: EntryFacts, at: Date): Promise<void> {
    const caseId = serviceCase.id;
    // Whoever opened the case was given sight of it then.
    const receiver = facts.toPersonId === serviceCase.openedBy ? null : facts.toPersonId;
    if (receiver) await this.keepInSight(work, serviceCase, receiver);
    const step = await this.currentStep(work, serviceCase);
    if (step && (facts.minutes || step.handlerId !== serviceCase.ownerId)) {
      step.minutes += facts.minutes ?? 0;
      step.handlerId = serviceCase.ownerId;
      work.save(step, at);
    }
    const place = { caseId, stepId: step?.id ?? null, happenedAt: at };
    work.add(Object.assign(new ServiceEntry(), { ...NO_FACTS, ...place, ...facts }), at);
  }

  /** The person sees the case from now on, wherever it goes. */
  async keepInSight(work: Work, serviceCase: ServiceCase, personId: string): Promise<void> {
    const caseId = serviceCase.id;
    const before = await work.fetchWhere(ServiceEntry, { caseId, toPersonId: personId });
    if (before.length > 0) return;
    const grant = { kind: 'serviceCase', recordId: caseId, level: 'read', cause: CASE_GRANT, causeId: caseId } as const;
    this.permissions.grant(work, { ...grant, personId });
  }
}
