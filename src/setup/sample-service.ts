import { Injectable } from '@nestjs/common';
import { Approvals } from '../modules/approvals/index.js';
import { type ImportedCase, ServiceDesk } from '../modules/service/index.js';
import type { SampleServiceCase } from '../sample-company/sample-records.js';
import { type CustomerContext, known } from './sample-context.js';
import { SeedJournal } from './seed-journal.js';
import { STANDARD_APPROVALS } from './standard-approvals.js';

const SERVICE_DEPARTMENT = 'service';
const CASES_PER_STEP = 10;

/** Publishes the approval and service processes and loads the service cases with their past. */
@Injectable()
export class SampleServiceSeed {
  constructor(
    private readonly journal: SeedJournal,
    private readonly approvals: Approvals,
    private readonly desk: ServiceDesk,
  ) {}

  async load(context: CustomerContext): Promise<void> {
    const { company, progress, departments, since } = context;
    progress.begin('service cases 服务单');
    await this.journal.step('processes', async (work) => {
      for (const definition of STANDARD_APPROVALS) await this.approvals.publishProcess(work, definition);
      for (const process of this.desk.defaultProcesses(known(departments, SERVICE_DEPARTMENT)))
        await this.desk.publishProcess(work, process, since);
      return null;
    });
    await this.journal.batches(
      'cases',
      company.serviceCases,
      CASES_PER_STEP,
      async (work, one) => void (await this.desk.importCase(work, caseOf(one, context))),
      (count) => progress.advance(count),
    );
  }
}

function caseOf(one: SampleServiceCase, context: CustomerContext): ImportedCase {
  const { people, departments, customers, contacts, company } = context;
  const { kind, channel, priority, subject, text: description, externalKey, customerKey } = one;
  return {
    kind: kind as ImportedCase['kind'],
    channel: channel as ImportedCase['channel'],
    priority,
    subject,
    description,
    customerId: known(customers, customerKey),
    customerName: company.customers.find((customer) => customer.externalKey === customerKey)?.name ?? '',
    contactId: known(contacts, one.contactKey),
    openedBy: null,
    externalKey,
    openedAt: new Date(one.openedAt),
    departmentId: known(departments, SERVICE_DEPARTMENT),
    firstRespondedAt: one.firstResponseAt === null ? null : new Date(one.firstResponseAt),
    steps: one.steps.map(({ action, departmentKey, assigneeLogin, startedAt, finishedAt, note }) => ({
      action,
      personId: known(people, assigneeLogin).id,
      departmentId: known(departments, departmentKey),
      startedAt: new Date(startedAt),
      finishedAt: finishedAt === null ? null : new Date(finishedAt),
      note,
    })),
  };
}
