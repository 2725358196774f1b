import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import type { ServiceEntryKindName } from '../domain/entry-kinds.js';
import { stopClock } from '../domain/first-response-clock.js';
import type { CaseReport, ServiceCase } from '../domain/service-case.js';
import { DueMoments } from '../queries/due-moments.js';
import { OpenCase } from './open-case.js';
import { CaseLog } from './write-case-log.js';

/** One thing that was done about an imported case, by whom, from when to when (null: it goes on). */
export interface ImportedStep {
  readonly action: 'TAKE' | 'HANDLE' | 'FORWARD' | 'CLOSE';
  readonly personId: string;
  readonly departmentId: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly note: string;
}

/** A case with its past; `steps` in order of time, none for a case that waits to be taken. */
export interface ImportedCase extends CaseReport {
  readonly openedAt: Date;
  /** Holds the case while a role does its step. */
  readonly departmentId: string;
  readonly firstRespondedAt: Date | null;
  /** What the customer said in the end; a closed complaint without one gets the closing note. */
  readonly customerAnswer?: string | null;
  readonly steps: readonly ImportedStep[];
}

const LINE_OF = { TAKE: 'TAKEN', HANDLE: 'HANDLED', CLOSE: 'CLOSED' } as const;
const MINUTE_MS = 60_000;

/** Writes a case with its past as it was, by the same rules as today's, but telling nobody. */
@Injectable()
export class ImportCase {
  constructor(
    private readonly opening: OpenCase,
    private readonly moments: DueMoments,
    private readonly log: CaseLog,
  ) {}

  async execute(work: Work, imported: ImportedCase): Promise<string> {
    const { openedAt, departmentId, firstRespondedAt, customerAnswer, steps, ...report } = imported;
    const opened = await this.opening.open(work, report, departmentId, openedAt);
    for (const step of steps) {
      if (firstRespondedAt !== null && step.startedAt >= firstRespondedAt) stopClock(opened, firstRespondedAt);
      if (step.action !== 'TAKE' && step.personId !== opened.ownerId) await this.hand(work, opened, step);
      if (step.action !== 'FORWARD') await this.apply(work, opened, step, customerAnswer ?? null);
    }
    return opened.id;
  }

  private async apply(work: Work, opened: ServiceCase, step: ImportedStep, answer: string | null): Promise<void> {
    const at = step.action === 'CLOSE' ? (step.finishedAt ?? step.startedAt) : step.startedAt;
    if (step.action === 'TAKE') opened.takeBy(step.personId);
    if (step.action === 'HANDLE') opened.record('HANDLED');
    if (step.action === 'CLOSE') opened.close(step.note, answer ?? step.note, at, this.moments.dayOf(at));
    work.save(opened, at);
    const minutes = step.finishedAt
      ? Math.round((step.finishedAt.getTime() - step.startedAt.getTime()) / MINUTE_MS)
      : null;
    const kind: ServiceEntryKindName = LINE_OF[step.action as keyof typeof LINE_OF];
    const toPersonId = step.action === 'TAKE' ? step.personId : null;
    await this.log.write(work, opened, { kind, personId: step.personId, note: step.note, minutes, toPersonId }, at);
    if (step.action === 'CLOSE') await this.log.endStep(work, opened, 'CLOSED', at);
  }

  private async hand(
    work: Work,
    opened: ServiceCase,
    { departmentId, personId, startedAt: at, note }: ImportedStep,
  ): Promise<void> {
    const { departmentId: fromDepartmentId, ownerId: fromPersonId, stepCode, stepIndex } = opened;
    const stepDueAt = opened.stepDueAt ?? at;
    opened.forwardTo({ stepCode, stepIndex, departmentId, stepRoleCode: null, stepDueAt }, personId);
    await this.log.endStep(work, opened, 'FORWARDED', at);
    work.save(opened, at);
    await this.log.startStep(work, opened, at);
    const way = { fromDepartmentId, fromPersonId, toDepartmentId: departmentId, toPersonId: personId };
    await this.log.write(work, opened, { kind: 'FORWARDED', personId: fromPersonId, note, ...way }, at);
  }
}
