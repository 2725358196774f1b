import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { Customers } from '../../customers/index.js';
import { type CaseReport, ServiceCase } from '../domain/service-case.js';
import { ServiceCaseOpened } from '../domain/service-events.js';
import { CaseReferences } from '../queries/case-references.js';
import { DueMoments } from '../queries/due-moments.js';
import { ProcessFinder } from '../queries/process-finder.js';
import { NumberCases } from './number-cases.js';
import { CaseLog } from './write-case-log.js';

/** What the asker tells when opening a case. */
export interface CaseOpening extends Pick<
  CaseReport,
  'kind' | 'channel' | 'priority' | 'subject' | 'description' | 'customerId'
> {
  readonly contactId?: string | null;
  readonly idempotencyKey?: string | null;
}

/** Opens a case in the first step of its kind's process and starts the first-response clock. */
@Injectable()
export class OpenCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly references: CaseReferences,
    private readonly customers: Customers,
    private readonly processes: ProcessFinder,
    private readonly moments: DueMoments,
    private readonly numbers: NumberCases,
    private readonly log: CaseLog,
  ) {}

  async execute(viewer: Viewer, input: CaseOpening): Promise<{ caseId: string }> {
    const operation = { actor: viewer, action: 'serviceCase.open', idempotencyKey: input.idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const { kind, channel, priority, subject, description, customerId } = input;
      await this.references.customer(viewer, customerId);
      if (input.contactId) await this.references.contact(viewer, input.contactId, customerId);
      // What the asker sees may be a mask; the copy is everybody's.
      const customerName = await this.customers.storedName(customerId);
      const report = { kind, channel, priority, subject, description, customerId, customerName };
      const rest = { contactId: input.contactId ?? null, openedBy: viewer.personId, externalKey: null };
      const opened = await this.open(work, { ...report, ...rest }, viewer.departmentId, work.at);
      const due = { firstResponseDueAt: opened.firstResponseDueAt.toISOString() };
      work.record(ServiceCaseOpened, opened.id, { ...opened.facts(), ...due });
      return { caseId: opened.id };
    });
  }

  /** Adds the case as of a moment; `departmentId` holds a case whose first step is done by a role. */
  async open(work: Work, report: CaseReport, departmentId: string, at: Date): Promise<ServiceCase> {
    const process = await this.processes.activeFor(work, report.kind);
    const step = process.steps[0]!;
    const openedOn = this.moments.dayOf(at);
    const place = {
      stepCode: step.code,
      stepIndex: 0,
      departmentId: step.performer.departmentId ?? departmentId,
      stepRoleCode: step.performer.roleCode,
      stepDueAt: await this.moments.after(at, step.limitMinutes, process.clock),
    };
    const kept = { processId: process.id, processCode: process.code, processVersion: process.processVersion };
    const clock = await this.moments.firstResponse(at, process.responseTarget);
    const number = await this.numbers.next(work, openedOn);
    const opened = ServiceCase.open(report, { ...place, ...kept, ...clock, number, openedAt: at, openedOn });
    work.add(opened, at);
    await this.log.startStep(work, opened, at);
    if (opened.openedBy) await this.log.keepInSight(work, opened, opened.openedBy);
    const to = { toDepartmentId: opened.departmentId };
    await this.log.write(work, opened, { kind: 'OPENED', personId: opened.openedBy, note: opened.subject, ...to }, at);
    return opened;
  }
}
