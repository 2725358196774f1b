import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateIf, ValidateNested } from 'class-validator';
import { CurrencyCode } from '../../../kernel/graphql/field-rules.js';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { Decimal, LocalDate } from '../../../kernel/graphql/scalars.js';
import { LostReason, type LostReasonName } from '../domain/opportunity-enums.js';

const MOST_LINES = 50;

@InputType({
  description:
    'One product line; without a unit price the list price counts, and whoever is not shown list prices must state one.',
})
export class OpportunityLineInput {
  @Field(() => ID, { description: 'Product.' })
  @IsNotEmpty()
  productId: string;

  @Field(() => Decimal, { description: 'Quantity, more than zero.' })
  quantity: string;

  @Field(() => Decimal, { nullable: true, description: "Price of one piece in the deal's currency." })
  unitPrice?: string | null;
}

/** What both forms of a deal have in common. */
@InputType({ isAbstract: true })
abstract class OpportunityTermsInput extends KeyedInput {
  @Field(() => ID, { nullable: true, description: 'Customer; may be unknown until a stage asks for it.' })
  customerId?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Amount of a deal without lines; with lines it is their sum.' })
  amount?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Currency (ISO 4217); the company's when left out of a new deal.",
  })
  @IsOptional()
  @CurrencyCode()
  currency?: string | null;

  @Field(() => [OpportunityLineInput], {
    nullable: true,
    description: 'Product lines, replaced as a whole (at most 50).',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => OpportunityLineInput)
  lines?: OpportunityLineInput[] | null;

  @Field(() => LocalDate, { nullable: true, description: 'Expected closing day.' })
  expectedCloseOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Next step.' })
  @IsOptional()
  @MaxLength(500)
  nextStep?: string | null;
}

@InputType({ description: 'A new opportunity; it belongs to who adds it.' })
export class OpportunityCreateInput extends OpportunityTermsInput {
  @Field(() => String, { description: 'Name.' })
  @IsNotEmpty()
  @MaxLength(200)
  name: string;
}

@InputType({ description: 'A change of an opportunity; what is left out stays, null empties.' })
export class OpportunityUpdateInput extends OpportunityTermsInput {
  @Field(() => ID, { description: 'Id of the opportunity.' })
  opportunityId: string;

  @Field(() => Int, { description: 'The version that the user saw.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Name.' })
  @ValidateIf((_: object, value: unknown) => value !== undefined)
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;
}

/** Which opportunity, as the asker saw it. */
@InputType({ isAbstract: true })
abstract class OpportunityActionInput extends VersionedInput {
  @Field(() => ID, { description: 'Id of the opportunity.' })
  @IsNotEmpty()
  opportunityId: string;
}

@InputType({ description: 'Where the opportunity goes.' })
export class OpportunityAdvanceInput extends OpportunityActionInput {
  @Field(() => String, { nullable: true, description: 'Code of the stage; the next one when left out.' })
  @IsOptional()
  @MaxLength(40)
  toStage?: string | null;
}

@InputType({ description: 'The opportunity to win.' })
export class OpportunityWinInput extends OpportunityActionInput {}

@InputType({ description: 'The lost opportunity and why.' })
export class OpportunityLoseInput extends OpportunityActionInput {
  @Field(() => LostReason, { description: 'Why it was lost.' })
  reason: LostReasonName;

  @Field(() => String, { nullable: true, description: 'Competitor that won it.' })
  @IsOptional()
  @MaxLength(200)
  competitor?: string | null;

  @Field(() => String, { nullable: true, description: 'What there is to say about it.' })
  @IsOptional()
  @MaxLength(2000)
  note?: string | null;
}

@InputType({ description: 'The closed opportunity to open again.' })
export class OpportunityReopenInput extends OpportunityActionInput {
  @Field(() => String, { nullable: true, description: 'Why, for the history.' })
  @IsOptional()
  @MaxLength(500)
  reason?: string | null;
}

@InputType({ description: 'To whom the opportunity goes.' })
export class OpportunityAssignInput extends OpportunityActionInput {
  @Field(() => ID, { description: 'The new owner, an active person.' })
  @IsNotEmpty()
  ownerId: string;

  @Field(() => String, { nullable: true, description: 'Why, for the history.' })
  @IsOptional()
  @MaxLength(500)
  reason?: string | null;
}
