import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Handover } from '../domain/handover.js';
import { Person } from '../domain/person.js';
import { CheckHandover } from './check-handover.js';
import { HandoverRuns } from './handover-runs.js';

/** Which hand-over is undone. */
export interface HandoverUndo {
  readonly handoverId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

/** Begins to give back what a hand-over moved; a leaver whom it disabled is enabled first, so that nothing goes to somebody who is gone. */
@Injectable()
export class UndoHandover {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly check: CheckHandover,
    private readonly runs: HandoverRuns,
  ) {}

  /** Throws TRANSITION_REFUSED, HANDOVER_UNDO_OVER, HANDOVER_PERSON_INACTIVE, FORBIDDEN. */
  execute(viewer: Viewer, input: HandoverUndo): Promise<{ handoverId: string }> {
    const { handoverId, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'handover.run', idempotencyKey, input }, async (work) => {
      const handover = await work.fetch(Handover, handoverId, { verb: 'run', expectedVersion });
      await this.check.right(viewer, handover.personId);
      const { undoUntil } = handover;
      handover.undo(viewer.personId);
      if (undoUntil && undoUntil < work.at)
        throw new DomainError('HANDOVER_UNDO_OVER', ['input', 'handoverId'], { until: undoUntil.toISOString() });
      await enable(work, handover);
      work.save(handover);
      work.onCommit(() => this.runs.kick());
      return { handoverId };
    });
  }
}

async function enable(work: Work, handover: Handover): Promise<void> {
  const person = await work.fetchUnscoped(Person, handover.personId);
  if (person?.active) return;
  if (!person || handover.disabledAt === null)
    throw new DomainError('HANDOVER_PERSON_INACTIVE', ['input', 'handoverId']);
  const leaver = await work.fetch(Person, person.id, { verb: 'edit' });
  leaver.active = true;
  work.save(leaver);
  handover.disabledAt = null;
}
