import { Field, ID, ObjectType } from '@nestjs/graphql';
import { UserError } from '../../../kernel/graphql/user-errors.js';

@ObjectType({ description: 'The customer as it is now, or why nothing was written.' })
export class CustomerPayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  customerId: string | null;
}

@ObjectType({ description: 'The added customer, or why there is none.' })
export class CustomerCreatePayload extends CustomerPayload {}

@ObjectType({ description: 'The changed customer, or why nothing was written.' })
export class CustomerUpdatePayload extends CustomerPayload {}

@ObjectType({ description: 'The approval that decides about the transfer, or why it was not asked for.' })
export class CustomerAssignPayload extends CustomerPayload {
  @Field(() => ID, { nullable: true, description: 'The approval; the customer changes hands when it is approved.' })
  approvalId: string | null;
}

@ObjectType({ description: 'The approval that decides about the deletion, or why it was not asked for.' })
export class CustomerDeletePayload extends CustomerPayload {
  @Field(() => ID, { nullable: true, description: 'The approval; the customer is deleted when it is approved.' })
  approvalId: string | null;
}

@ObjectType({ description: 'The customer that is back, or why it is not.' })
export class CustomerUndeletePayload extends CustomerPayload {}

@ObjectType({ description: 'The added contact, or why there is none.' })
export class ContactCreatePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  contactId: string | null;
}

@ObjectType({ description: 'The changed contact, or why nothing was written.' })
export class ContactUpdatePayload extends ContactCreatePayload {}

@ObjectType({ description: 'The recorded interaction, or why there is none.' })
export class InteractionCreatePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  interactionId: string | null;
}
