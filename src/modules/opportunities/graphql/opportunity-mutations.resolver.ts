import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { RestoresOldValues } from '../../../kernel/audit/restorable.js';
import {
  OPPORTUNITY_FIELDS,
  OPPORTUNITY_FIELDS_THAT_FOLLOW,
  OPPORTUNITY_LINES_RESTORED,
} from '../domain/field-names.js';
import { AdvanceOpportunity } from '../use-cases/advance-opportunity.js';
import { AssignOpportunity } from '../use-cases/assign-opportunity.js';
import { CreateOpportunity } from '../use-cases/create-opportunity.js';
import { LoseOpportunity } from '../use-cases/lose-opportunity.js';
import { ReopenOpportunity } from '../use-cases/reopen-opportunity.js';
import { UpdateOpportunity } from '../use-cases/update-opportunity.js';
import { type WinOutcome, WinOpportunity } from '../use-cases/win-opportunity.js';
import {
  OpportunityAdvanceInput,
  OpportunityAssignInput,
  OpportunityCreateInput,
  OpportunityLoseInput,
  OpportunityReopenInput,
  OpportunityUpdateInput,
  OpportunityWinInput,
} from './opportunity.inputs.js';
import {
  OpportunityAdvancePayload,
  OpportunityAssignPayload,
  OpportunityCreatePayload,
  OpportunityLosePayload,
  OpportunityReopenPayload,
  OpportunityUpdatePayload,
  OpportunityWinPayload,
} from './opportunity.payloads.js';

type Done = Promise<{ opportunityId: string }>;

const TERMS =
  'INVALID_REFERENCE, AMOUNT_FROM_LINES, LINES_NEEDED, INVALID_DEAL_AMOUNT, INVALID_LINE_QUANTITY, INVALID_LINE_PRICE, UNIT_PRICE_NEEDED, PRICE_MISSING, EXCHANGE_RATE_MISSING';
const STATE = 'STALE_RECORD, RECORD_LOCKED, TRANSITION_REFUSED';
const WIN = `${STATE}, STAGE_CONDITION_MISSING, EXCHANGE_RATE_MISSING, APPROVAL_NO_APPROVER`;

/** Everything that is done with a deal. */
@Resolver()
export class OpportunityMutationsResolver {
  constructor(
    private readonly creation: CreateOpportunity,
    private readonly change: UpdateOpportunity,
    private readonly advance: AdvanceOpportunity,
    private readonly win: WinOpportunity,
    private readonly loss: LoseOpportunity,
    private readonly reopening: ReopenOpportunity,
    private readonly transfer: AssignOpportunity,
  ) {}

  @Can('opportunity.create')
  @Mutation(() => OpportunityCreatePayload, {
    description: `Adds an opportunity in the first stage. Codes: STAGE_CONDITION_MISSING, ${TERMS}.`,
  })
  opportunityCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The opportunity.' }) input: OpportunityCreateInput,
  ): Done {
    return this.creation.execute(viewer, input);
  }

  @RestoresOldValues({
    kind: 'opportunity',
    id: 'opportunityId',
    Input: OpportunityUpdateInput,
    fields: OPPORTUNITY_FIELDS,
    parts: OPPORTUNITY_LINES_RESTORED,
    follows: OPPORTUNITY_FIELDS_THAT_FOLLOW,
  })
  @Can('opportunity.edit')
  @Mutation(() => OpportunityUpdatePayload, {
    description: `Changes an open opportunity; what its stage asks for cannot be emptied. Codes: ${STATE}, STAGE_CONDITION_MISSING, ${TERMS}.`,
  })
  opportunityUpdate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The change.' }) input: OpportunityUpdateInput,
  ): Done {
    return this.change.execute(viewer, input);
  }

  @Can('opportunity.advance')
  @Mutation(() => OpportunityAdvancePayload, {
    description: `Moves an open opportunity to the next stage or to a named one; into the won stage it may wait for approval. Codes: INVALID_STAGE, STAGE_UNCHANGED, ${WIN}.`,
  })
  opportunityAdvance(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which opportunity, and where to.' }) input: OpportunityAdvanceInput,
  ): Promise<WinOutcome> {
    return this.advance.execute(viewer, input);
  }

  @Can('opportunity.advance')
  @Mutation(() => OpportunityWinPayload, {
    description: `Wins an open opportunity; at more than the allowed discount it waits for approval first. Codes: ${WIN}.`,
  })
  opportunityWin(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which opportunity.' }) input: OpportunityWinInput,
  ): Promise<WinOutcome> {
    return this.win.execute(viewer, input);
  }

  @Can('opportunity.advance')
  @Mutation(() => OpportunityLosePayload, { description: `Closes an open opportunity as lost. Codes: ${STATE}.` })
  opportunityLose(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which opportunity, and why.' }) input: OpportunityLoseInput,
  ): Done {
    return this.loss.execute(viewer, input);
  }

  @Can('opportunity.advance')
  @Mutation(() => OpportunityReopenPayload, {
    description: `Opens a closed opportunity again in the stage it was closed from. Codes: ${STATE}.`,
  })
  opportunityReopen(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which opportunity.' }) input: OpportunityReopenInput,
  ): Done {
    return this.reopening.execute(viewer, input);
  }

  @Can('opportunity.assign')
  @Mutation(() => OpportunityAssignPayload, {
    description: 'Gives an opportunity to another person. Codes: STALE_RECORD, RECORD_LOCKED, INVALID_REFERENCE.',
  })
  opportunityAssign(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which opportunity, and to whom.' }) input: OpportunityAssignInput,
  ): Done {
    return this.transfer.execute(viewer, input);
  }
}
