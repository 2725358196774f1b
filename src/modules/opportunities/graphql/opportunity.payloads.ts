import { Field, ID, ObjectType } from '@nestjs/graphql';
import { UserError } from '../../../kernel/graphql/user-errors.js';

/** What every mutation of a deal answers; the deal itself is read for who asks. */
@ObjectType({ isAbstract: true })
export abstract class OpportunityPayload {
  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];

  opportunityId: string | null;
}

/** Mutations that may have to wait for an approval. */
@ObjectType({ isAbstract: true })
export abstract class OpportunityClosingPayload extends OpportunityPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the approval that the discount waits for; null: none is needed.',
  })
  approvalId: string | null;
}

@ObjectType({ description: 'The new opportunity, or why there is none.' })
export class OpportunityCreatePayload extends OpportunityPayload {}

@ObjectType({ description: 'The changed opportunity, or why it was not changed.' })
export class OpportunityUpdatePayload extends OpportunityPayload {}

@ObjectType({ description: 'The moved opportunity, the approval it waits for, or why it was not moved.' })
export class OpportunityAdvancePayload extends OpportunityClosingPayload {}

@ObjectType({ description: 'The won opportunity, the approval it waits for, or why it was not won.' })
export class OpportunityWinPayload extends OpportunityClosingPayload {}

@ObjectType({ description: 'The lost opportunity, or why it was not closed.' })
export class OpportunityLosePayload extends OpportunityPayload {}

@ObjectType({ description: 'The opportunity, open again, or why it was not.' })
export class OpportunityReopenPayload extends OpportunityPayload {}

@ObjectType({ description: 'The opportunity with its new owner, or why it has none.' })
export class OpportunityAssignPayload extends OpportunityPayload {}
