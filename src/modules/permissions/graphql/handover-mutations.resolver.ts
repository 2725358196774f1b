import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { StartHandover } from '../use-cases/start-handover.js';
import { UndoHandover } from '../use-cases/undo-handover.js';
import { HandoverStartInput, HandoverUndoInput } from './handover.inputs.js';
import { HandoverStartPayload, HandoverUndoPayload } from './handover.types.js';

/** Starts and undoes hand-overs. */
@Resolver()
export class HandoverMutationsResolver {
  constructor(
    private readonly starting: StartHandover,
    private readonly undoing: UndoHandover,
  ) {}

  @Can('handover.run')
  @Mutation(() => HandoverStartPayload, {
    description:
      'Hands over everything that a leaver holds; records are worked on after the answer, ask `handover(id)` how far it is. ' +
      'Approvals that run do not hinder it; closed deals and cases stay with the leaver unless `closedToo`. ' +
      'Codes: INVALID_… (with the path of the field), INVALID_TAKER, INVALID_DEPARTMENT, HANDOVER_OPEN, HANDOVER_SELF, HANDOVER_NO_TAKER.',
  })
  handoverStart(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Who leaves, and who gets what.' }) input: HandoverStartInput,
  ): Promise<{ handoverId: string }> {
    return this.starting.execute(viewer, input);
  }

  @Can('handover.run')
  @Mutation(() => HandoverUndoPayload, {
    description:
      'Gives back, within 72 hours of its end, what is still as the hand-over left it; a leaver whom it disabled is enabled again. ' +
      'Codes: INVALID_… (with the path of the field), TRANSITION_REFUSED, HANDOVER_UNDO_OVER, HANDOVER_PERSON_INACTIVE, HANDOVER_SELF, STALE_RECORD.',
  })
  handoverUndo(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which one.' }) input: HandoverUndoInput,
  ): Promise<{ handoverId: string }> {
    return this.undoing.execute(viewer, input);
  }
}
