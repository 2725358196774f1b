import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { Operation } from '../../../kernel/database/operation.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { Handover } from '../domain/handover.js';
import { ViewerFinder } from '../queries/viewer-finder.js';
import { CheckHandover } from './check-handover.js';

const NO_SESSION = '0';
const LONGEST_REASON = 500;

/** Runs one transaction of a hand-over in the name of whoever ordered it, with the rights of this moment; one whose person has lost them ends. */
@Injectable()
export class HandoverRunner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly viewers: ViewerFinder,
    private readonly check: CheckHandover,
  ) {}

  /** What `step` answers; false as well when the hand-over is no longer in that state. */
  async run(
    handoverId: string,
    state: 'RUNNING' | 'UNDOING',
    step: (work: Work, handover: Handover) => Promise<boolean>,
  ): Promise<boolean> {
    const orderer = await this.ordererOf(handoverId);
    if (orderer === null) return false;
    const { viewer, reason } = orderer;
    const operation: Operation = { actor: viewer, action: 'handover.run', reason };
    return this.unitOfWork.run(operation, async (work) => {
      const handover = await work.fetchUnscoped(Handover, handoverId);
      if (handover?.state !== state) return false;
      if (viewer) return step(work, handover);
      handover.end('stop', work.at);
      work.save(handover);
      return false;
    });
  }

  private async ordererOf(handoverId: string): Promise<{ viewer: Viewer | null; reason: string } | null> {
    const handover = await this.unitOfWork.run({ actor: null, action: 'handover.run' }, (work) =>
      work.fetchUnscoped(Handover, handoverId),
    );
    if (!handover?.open) return null;
    const { createdBy, undoneBy, personId } = handover;
    const by = handover.state === 'UNDOING' ? undoneBy : createdBy;
    const viewer = by === null ? null : await this.viewers.find(by, NO_SESSION, 'zh-CN');
    const reason = `handover ${handoverId}: ${handover.givenReason}`.slice(0, LONGEST_REASON);
    return { viewer: viewer && (await this.mayRun(viewer, personId)) ? viewer : null, reason };
  }

  private async mayRun(viewer: Viewer, personId: string): Promise<boolean> {
    try {
      await this.check.right(viewer, personId);
      return true;
    } catch (error) {
      if (error instanceof RequestRefused) return false;
      throw error;
    }
  }
}
