import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { inBatches } from '../../../kernel/jobs/bulk-batches.js';
import { Handover } from '../domain/handover.js';
import type { HandoverStateName } from '../domain/handover-enums.js';
import { GiveBackRecords } from './give-back-records.js';
import { MoveHeldRecords } from './move-held-records.js';

/** Records per transaction: each brings its history, audit, events and journal entry along. */
const BATCH = 100;
const OPERATION = { actor: null, action: 'handover.run' };

/** Works one hand-over, or the undoing of one, from where it stands to its end. */
@Injectable()
export class WorkHandover {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly moving: MoveHeldRecords,
    private readonly giving: GiveBackRecords,
  ) {}

  /** Returns early when `mayGoOn` says no; the hand-over is then taken up again where it stopped. */
  async execute(handoverId: string, mayGoOn: () => Promise<boolean>): Promise<void> {
    const state = await this.takeUp(handoverId);
    if (state === 'RUNNING') await inBatches(BATCH, mayGoOn, (size) => this.moving.next(handoverId, size));
    if (state === 'UNDOING') await inBatches(BATCH, mayGoOn, (size) => this.giving.next(handoverId, size));
  }

  async endIfHopeless(handoverId: string): Promise<void> {
    await this.unitOfWork.run(OPERATION, async (work) => {
      const handover = await work.fetchUnscoped(Handover, handoverId);
      if (!handover?.open || !handover.hopeless) return;
      handover.end('fail', work.at);
      work.save(handover);
    });
  }

  /** Counts the try before it is made: one that takes the process down with it counts as well. */
  private takeUp(handoverId: string): Promise<HandoverStateName | null> {
    return this.unitOfWork.run(OPERATION, async (work) => {
      const handover = await work.fetchUnscoped(Handover, handoverId);
      if (!handover?.open) return null;
      const goesOn = handover.takeUp();
      if (!goesOn) handover.end('fail', work.at);
      work.save(handover);
      return goesOn ? handover.state : null;
    });
  }
}
