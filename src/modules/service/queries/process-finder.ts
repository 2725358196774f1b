import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import type { ServiceCaseKindName } from '../domain/service-enums.js';
import { ServiceProcess } from '../domain/service-process.js';

/** Finds the process that a case goes by. */
@Injectable()
export class ProcessFinder {
  constructor(private readonly database: Database) {}

  /** The process that new cases of the kind take. Throws SERVICE_PROCESS_MISSING. */
  async activeFor(work: Work, kind: ServiceCaseKindName): Promise<ServiceProcess> {
    const active = (await work.fetchWhere(ServiceProcess, { kind, active: true })).at(-1);
    if (!active) throw new DomainError('SERVICE_PROCESS_MISSING', ['input', 'kind']);
    return active;
  }

  /** The version that a running case keeps. Throws when it is missing, which nothing in the product can cause. */
  async ofCase(work: Work, processId: string): Promise<ServiceProcess> {
    const process = await work.fetchUnscoped(ServiceProcess, processId);
    if (!process) throw new Error(`Service process ${processId} is missing.`);
    return process;
  }

  /** The highest version of a code; 0 before the first. */
  async lastVersion(code: string): Promise<number> {
    const row = await this.database.one<{ last: number | null }>(
      'SELECT MAX(process_version) AS last FROM service_process WHERE code = ?',
      [code],
    );
    return row?.last ?? 0;
  }
}
