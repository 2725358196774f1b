import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import type { Work } from '../../../kernel/database/work.js';
import { declaredOutcomes } from '../../../kernel/states/approval-outcome.js';
import { Permissions } from '../../permissions/index.js';
import { ApprovalProcess } from '../domain/approval-process.js';
import { checkDefinition, namedPeople } from '../domain/check-definition.js';
import type { ProcessDefinition } from '../domain/process-definition.js';

/** Publishes a process as the next version of its subject and code; approvals that run keep the version they began with. */
@Injectable()
export class PublishProcess {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: Permissions,
  ) {}

  execute(
    viewer: Viewer,
    definition: ProcessDefinition,
    call: { readonly idempotencyKey?: string | null; readonly input: unknown },
  ): Promise<{ processId: string }> {
    const operation = { actor: viewer, action: 'approvalProcess.edit', ...call };
    return this.unitOfWork.run(operation, (work) => this.publish(work, definition));
  }

  /** The same inside another unit of work. Throws every fault of the definition at once. */
  async publish(work: Work, definition: ProcessDefinition): Promise<{ processId: string }> {
    const { subject, code, name, active, priority, conditions, steps } = definition;
    const named = await this.permissions.people(namedPeople(definition));
    checkDefinition(definition, {
      subjects: declaredOutcomes().map((outcome) => outcome.subject),
      personIds: named.filter((person) => person.active).map((person) => person.id),
    });
    const earlier = await work.fetchWhere(ApprovalProcess, { subject, code });
    for (const version of earlier.filter((process) => process.active)) {
      version.active = false;
      work.save(version);
    }
    const number = 1 + Math.max(0, ...earlier.map((version) => version.number));
    const published = Object.assign(new ApprovalProcess(), { subject, code, number, active, priority });
    const process = Object.assign(published, { nameZh: name.zh, nameEn: name.en, conditions, steps });
    work.add(process);
    await flushUnique(work);
    return { processId: process.id };
  }
}
