import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsEmail, IsNotEmpty, IsNumberString, IsOptional, MaxLength, Min } from 'class-validator';
import { PhoneNumber } from '../../../kernel/graphql/field-rules.js';
import { KeyedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { DateTime, LocalDate } from '../../../kernel/graphql/scalars.js';
import { BuyingRole, InteractionChannel, RelationshipLevel } from '../domain/customer-enums.js';

/** What a new contact and a change have in common. */
@InputType({ isAbstract: true })
abstract class ContactFactsInput extends KeyedInput {
  @Field(() => String, { nullable: true, description: 'Title at the customer.' })
  @IsOptional()
  @MaxLength(100)
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Phone.' })
  @IsOptional()
  @PhoneNumber()
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Mail address.' })
  @IsOptional()
  @IsEmail()
  @MaxLength(200)
  email?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Birthday.' })
  @IsOptional()
  birthday?: string | null;

  @Field(() => BuyingRole, { nullable: true, description: 'Part in the buying decision.' })
  @IsOptional()
  buyingRole?: keyof typeof BuyingRole | null;

  @Field(() => RelationshipLevel, { nullable: true, description: 'How close the relationship is.' })
  @IsOptional()
  relationshipLevel?: keyof typeof RelationshipLevel | null;

  @Field(() => Boolean, { nullable: true, description: 'Must not be contacted.' })
  @IsOptional()
  doNotContact?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Notes.' })
  @IsOptional()
  @MaxLength(2000)
  notes?: string | null;
}

@InputType({ description: 'A new contact of a customer.' })
export class ContactCreateInput extends ContactFactsInput {
  @Field(() => ID, { description: 'Customer the person works for.' })
  @IsNumberString()
  customerId: string;

  @Field(() => String, { description: 'Name.' })
  @IsNotEmpty()
  @MaxLength(100)
  name: string;
}

@InputType({ description: 'New facts of a contact; what is left out stays, null empties.' })
export class ContactUpdateInput extends ContactFactsInput {
  @Field(() => ID, { description: 'Contact to change.' })
  @IsNumberString()
  contactId: string;

  @Field(() => Int, { description: 'The version that the user saw.' })
  @Min(1)
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Name.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(100)
  name?: string | null;
}

@InputType({ description: 'What took place with a customer, and what comes next.' })
export class InteractionCreateInput extends KeyedInput {
  @Field(() => ID, { description: 'Customer.' })
  @IsNumberString()
  customerId: string;

  @Field(() => ID, { nullable: true, description: 'With whom.' })
  @IsOptional()
  @IsNumberString()
  contactId?: string | null;

  @Field(() => InteractionChannel, { description: 'How it took place.' })
  channel: keyof typeof InteractionChannel;

  @Field(() => DateTime, { nullable: true, description: 'When; default now.' })
  @IsOptional()
  happenedAt?: Date | null;

  @Field(() => String, { description: 'What was said.' })
  @IsNotEmpty()
  @MaxLength(4000)
  summary: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the next step.' })
  @IsOptional()
  followUpOn?: string | null;

  @Field(() => InteractionChannel, { nullable: true, description: 'Kind of the next step.' })
  @IsOptional()
  followUpChannel?: keyof typeof InteractionChannel | null;

  @Field(() => String, { nullable: true, description: 'What the next step is.' })
  @IsOptional()
  @MaxLength(1000)
  followUpNote?: string | null;
}
