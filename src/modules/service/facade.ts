import { Injectable } from '@nestjs/common';
import type { Work } from '../../kernel/database/work.js';
import { defaultProcesses } from './domain/default-processes.js';
import type { ProcessFacts } from './domain/service-process.js';
import { CaseCounts, type CustomerCaseCounts } from './queries/case-counts.js';
import { ProcessFinder } from './queries/process-finder.js';
import { ImportCase, type ImportedCase } from './use-cases/import-case.js';
import { PublishProcess } from './use-cases/publish-process.js';

/** What other modules and set-up code may ask of service. */
@Injectable()
export class ServiceDesk {
  constructor(
    private readonly publishing: PublishProcess,
    private readonly importing: ImportCase,
    private readonly counts: CaseCounts,
    private readonly processes: ProcessFinder,
  ) {}

  /** The process that each kind of case begins with, done by one department. */
  defaultProcesses(departmentId: string): ProcessFacts[] {
    return defaultProcesses(departmentId);
  }

  /** Publishes the next version of a process as the system; answers its id. Throws INVALID_PERFORMER, INVALID_STEP_CODE. */
  async publishProcess(work: Work, facts: ProcessFacts, since?: Date): Promise<string> {
    return (await this.publishing.publish(work, facts, await this.processes.lastVersion(facts.code), since)).id;
  }

  /** Writes a case with its past and answers its id; the processes must have been published. No events. */
  importCase(work: Work, imported: ImportedCase): Promise<string> {
    return this.importing.execute(work, imported);
  }

  /** How service stands with each of the customers that have cases, for rules of the system. */
  countsOf(customerIds: readonly string[], recentSince: Date): Promise<CustomerCaseCounts[]> {
    return this.counts.ofCustomers(customerIds, recentSince);
  }
}
