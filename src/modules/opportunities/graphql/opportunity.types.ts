import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime, Decimal, LocalDate } from '../../../kernel/graphql/scalars.js';
import { ApprovalState } from '../../approvals/index.js';
import { LostReason, type LostReasonName, StageKind, type StageKindName } from '../domain/opportunity-enums.js';

@ObjectType('Opportunity', { description: 'One possible sale moving through the funnel 销售机会.' })
export class OpportunityNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'Name; null when hidden.' })
  name: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the customer as the deal keeps it: shown also where `customer` is out of reach.',
  })
  customerName: string | null;

  @Field(() => String, { description: 'Code of the stage.' })
  stageCode: string;

  @Field(() => StageKind, { description: 'Open, won or lost.' })
  state: StageKindName;

  @Field(() => Float, { nullable: true, description: 'Chance of winning, 0–1, from the stage.' })
  probability: string | null;

  @Field(() => DateTime, { description: 'When it entered its stage.' })
  stageEnteredAt: Date;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Amount, in `currency`; the sum of the lines where there are any.',
  })
  amount: string | null;

  @Field(() => String, { nullable: true, description: 'Currency of the amounts (ISO 4217).' })
  currency: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: "Amount in the company's currency, at the rate of the day it was set or won.",
  })
  baseAmount: string | null;

  @Field(() => Decimal, { nullable: true, description: 'What the lines would cost at list price, in `currency`.' })
  listAmount: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Expected closing day.' })
  expectedCloseOn: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day it was won or lost.' })
  closedOn: string | null;

  @Field(() => LostReason, { nullable: true, description: 'Why it was lost.' })
  lostReason: LostReasonName | null;

  @Field(() => String, { nullable: true, description: 'Competitor that won it.' })
  lostCompetitor: string | null;

  @Field(() => String, { nullable: true, description: 'What there is to say about the loss.' })
  lostNote: string | null;

  @Field(() => String, { nullable: true, description: 'Next step.' })
  nextStep: string | null;

  @Field(() => ApprovalState, {
    nullable: true,
    description: 'How the last approval of its discount ended; null while one runs.',
  })
  approvalDecision: keyof typeof ApprovalState | null;

  @Field(() => String, { nullable: true, description: 'Key in the source of the import.' })
  externalKey: string | null;

  @Field(() => DateTime, { description: 'When it was added.' })
  createdAt: Date;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: Date;

  customerId: string | null;
  ownerId: string;
  departmentId: string;
  stageModelId: string;
  approvalId: string | null;
}

@ObjectType('OpportunityLine', { description: 'One product line of a deal.' })
export class OpportunityLineNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Decimal, { description: 'Quantity.' })
  quantity: string;

  @Field(() => Decimal, { nullable: true, description: 'Price of one piece as sold.' })
  unitPrice: string | null;

  @Field(() => Decimal, { nullable: true, description: 'List price of one piece on the day the line was made.' })
  listPrice: string | null;

  @Field(() => Float, { nullable: true, description: 'The largest discount that needs no approval; 0.1 is 10 %.' })
  maxDiscount: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Price of the whole line.' })
  amount: string | null;

  @Field(() => Float, { nullable: true, description: '1 − amount ÷ list amount; negative above list price.' })
  discount: string | null;

  productId: string;
}

@ObjectType('StageEntry', { description: "A deal's stay in a stage; written by the system." })
export class StageEntryNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => String, { description: 'Code of the stage.' })
  stageCode: string;

  @Field(() => DateTime, { description: 'When it was entered.' })
  enteredAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was left; null while the deal is there.' })
  leftAt: Date | null;

  stageModelId: string;
  actorId: string | null;
}

export const OpportunityConnection = connectionOf('Opportunity', OpportunityNode);
