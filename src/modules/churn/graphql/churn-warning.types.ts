import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime, Decimal, LocalDate } from '../../../kernel/graphql/scalars.js';
import { ChurnCloseReason, ChurnOutcome, ChurnReasonCode, ChurnWarningState } from '../domain/churn-enums.js';
import type { WarningReason } from '../domain/warning-reasons.js';

@ObjectType('ChurnReason', { description: 'One reason of a churn warning, with its figures.' })
export class ChurnReasonNode {
  @Field(() => ChurnReasonCode, { description: 'Kind of reason.' })
  code: keyof typeof ChurnReasonCode;

  @Field(() => Int, { description: 'Its number of days: of silence, of the gap, or of the horizon.' })
  days: number;

  @Field(() => Float, { nullable: true, description: 'Its probability, 0–1; only of SILENCE_PROBABILITY.' })
  probability: number | null;

  @Field(() => String, { description: "The reason in words, in the asker's language." })
  text: string;
}

@ObjectType('ChurnWarning', { description: "The system's statement that a customer is about to be lost 流失预警." })
export class ChurnWarningNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'Name of the customer; null when hidden.' })
  customerName: string | null;

  @Field(() => ChurnWarningState, { description: 'Where it stands.' })
  state: ChurnWarningState;

  @Field(() => Float, { description: 'Probability that the silence reaches `horizonDays`, 0–1.' })
  score: number;

  @Field(() => Float, { description: 'Score at which it was raised.' })
  threshold: number;

  @Field(() => Int, { description: 'Days of silence at which a customer counts as lost.' })
  horizonDays: number;

  @Field(() => Int, { description: 'Days since the last purchase, as of the last scan.' })
  silentDays: number;

  @Field(() => Float, { nullable: true, description: "Median of the customer's own days between purchases." })
  ownGapMedianDays: number | null;

  @Field(() => Int, { description: 'Days on which the customer bought.' })
  purchases: number;

  @Field(() => LocalDate, { description: 'Day of the first purchase.' })
  firstPurchaseOn: string;

  @Field(() => LocalDate, { description: 'Day of the last purchase.' })
  lastPurchaseOn: string;

  @Field(() => Decimal, {
    nullable: true,
    description:
      "What the customer spent in the year up to the last purchase, in the company's currency; null when hidden.",
  })
  valueAtRisk: string | null;

  @Field(() => DateTime, { description: 'When it was raised.' })
  raisedAt: Date;

  @Field(() => String, { nullable: true, description: 'What is done to keep the customer.' })
  action: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day by which it is to be done.' })
  actionDueOn: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When somebody noted the action.' })
  actedAt: Date | null;

  @Field(() => ChurnOutcome, {
    nullable: true,
    description: 'What became of the customer; null while it is not closed.',
  })
  outcome: ChurnOutcome | null;

  @Field(() => ChurnCloseReason, { nullable: true, description: 'Why it was closed.' })
  closeReason: ChurnCloseReason | null;

  @Field(() => String, { nullable: true, description: 'Words of whoever closed it.' })
  closeNote: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed.' })
  closedAt: Date | null;

  customerId: string;
  ownerId: string;
  departmentId: string;
  reasons: WarningReason[];
  actionOwnerId: string | null;
  actedBy: string | null;
  closedBy: string | null;
}

export const ChurnWarningConnection = connectionOf('ChurnWarning', ChurnWarningNode);

@ObjectType({ description: 'A new warning about a customer of the subscriber or of their department.' })
export class ChurnWarningRaisedEvent {
  @Field(() => String, { description: 'Pass the last one received as `after` to go on from there after a break.' })
  cursor: string;

  @Field(() => ChurnWarningNode, {
    nullable: true,
    description: 'The warning as it is now; null when the subscriber may not see it any more.',
  })
  warning: ChurnWarningNode | null;

  @Field(() => DateTime, { description: 'When it was raised.' })
  raisedAt: Date;
}
