import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError, StaleRecord } from '../../../kernel/runtime/domain-error.js';
import { type ProcessFacts, ServiceProcess } from '../domain/service-process.js';
import { CaseReferences } from '../queries/case-references.js';
import { Performers } from '../queries/performers.js';
import { ProcessFinder } from '../queries/process-finder.js';

/** A process as it is to be from now on. */
export interface ProcessPublication extends ProcessFacts {
  /** The version of the code that the editor started from; 0 for a new code. */
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

/** Publishes the next version of a process; new cases of its kind take it, running ones keep theirs. */
@Injectable()
export class PublishProcess {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly processes: ProcessFinder,
    private readonly performers: Performers,
    private readonly references: CaseReferences,
  ) {}

  async execute(viewer: Viewer, input: ProcessPublication): Promise<{ processId: string }> {
    const { expectedVersion, idempotencyKey, code, kind, nameZh, nameEn, firstResponseMinutes, clock, steps } = input;
    const operation = { actor: viewer, action: 'serviceProcess.publish', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const last = await this.processes.lastVersion(code);
      if (last !== expectedVersion) throw new StaleRecord(last);
      for (const [index, { performer }] of steps.entries()) {
        const path = ['steps', String(index)];
        if (performer.departmentId) await this.references.department(viewer, performer.departmentId, path);
        if (performer.roleCode && (await this.performers.holders(performer)).length === 0)
          throw new DomainError('INVALID_REFERENCE', ['input', ...path, 'roleCode']);
      }
      const facts = { code, kind, nameZh, nameEn, firstResponseMinutes, clock, steps };
      return { processId: (await this.publish(work, facts, last)).id };
    });
  }

  /** Adds the version after `last` and retires whatever was active for the kind; whoever has published since makes it start again. Imports may state the earlier moment that it holds from. */
  async publish(work: Work, facts: ProcessFacts, last: number, since?: Date): Promise<ServiceProcess> {
    for (const active of await work.fetchWhere(ServiceProcess, { kind: facts.kind, active: true })) {
      active.retire();
      work.save(active);
    }
    const process = work.add(ServiceProcess.of(facts, last + 1), since);
    await flushUnique(work);
    return process;
  }
}
