import { Field, ID, InputType, Int } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsNotEmpty,
  IsNumberString,
  IsOptional,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import {
  CountryCode,
  CurrencyCode,
  NotNegative,
  PhoneNumber,
  WebAddress,
} from '../../../kernel/graphql/field-rules.js';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { Decimal } from '../../../kernel/graphql/scalars.js';
import { CustomerKind, CustomerLifecycle, CustomerSource, CustomerTier } from '../domain/customer-enums.js';

/** What a new customer and a change have in common. */
@InputType({ isAbstract: true })
abstract class CustomerFactsInput extends KeyedInput {
  @Field(() => String, { nullable: true, description: 'Short name 简称.' })
  @IsOptional()
  @MaxLength(100)
  shortName?: string | null;

  @Field(() => CustomerKind, {
    nullable: true,
    description: 'What it is; ORGANISATION when a new customer leaves it out.',
  })
  @IsOptional()
  kind?: keyof typeof CustomerKind | null;

  @Field(() => String, { nullable: true, description: 'Unified social credit code 统一社会信用代码.' })
  @IsOptional()
  @MaxLength(18)
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Industry.' })
  @IsOptional()
  @MaxLength(60)
  industry?: string | null;

  @Field(() => Int, { nullable: true, description: 'Year of foundation.' })
  @IsOptional()
  @Min(1000)
  @Max(2100)
  foundedYear?: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of employees.' })
  @IsOptional()
  @Min(0)
  employees?: number | null;

  @Field(() => Decimal, { nullable: true, description: 'Revenue of a year.' })
  @IsOptional()
  @NotNegative()
  annualRevenue?: string | null;

  @Field(() => String, { nullable: true, description: 'Its currency (ISO 4217).' })
  @IsOptional()
  @CurrencyCode()
  revenueCurrency?: string | null;

  @Field(() => String, { nullable: true, description: 'Country, ISO 3166-1 alpha-2.' })
  @IsOptional()
  @CountryCode()
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'Province.' })
  @IsOptional()
  @MaxLength(60)
  province?: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  @IsOptional()
  @MaxLength(60)
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'Address.' })
  @IsOptional()
  @MaxLength(300)
  address?: string | null;

  @Field(() => String, { nullable: true, description: 'Phone.' })
  @IsOptional()
  @PhoneNumber()
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Web address.' })
  @IsOptional()
  @MaxLength(200)
  @WebAddress()
  website?: string | null;

  @Field(() => CustomerSource, { nullable: true, description: 'Where it came from.' })
  @IsOptional()
  source?: keyof typeof CustomerSource | null;

  @Field(() => [String], { nullable: true, description: 'Tags, at most 20.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsNotEmpty({ each: true })
  @MaxLength(40, { each: true })
  tags?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Parent company.' })
  @IsOptional()
  @IsNumberString()
  parentId?: string | null;

  @Field(() => CustomerTier, { nullable: true, description: 'Tier 客户等级.' })
  @IsOptional()
  tier?: keyof typeof CustomerTier | null;

  @Field(() => CustomerLifecycle, {
    nullable: true,
    description: 'Where it stands; POTENTIAL when a new customer leaves it out.',
  })
  @IsOptional()
  lifecycle?: keyof typeof CustomerLifecycle | null;

  @Field(() => String, { nullable: true, description: 'What they like 偏好.' })
  @IsOptional()
  @MaxLength(2000)
  preferences?: string | null;

  @Field(() => String, { nullable: true, description: 'What to avoid 禁忌.' })
  @IsOptional()
  @MaxLength(2000)
  taboos?: string | null;
}

@InputType({ description: 'A new customer; what is left out is unknown.' })
export class CustomerCreateInput extends CustomerFactsInput {
  @Field(() => String, { description: 'Name.' })
  @IsNotEmpty()
  @MaxLength(200)
  name: string;
}

@InputType({ description: 'New facts of a customer; what is left out stays, null empties.' })
export class CustomerUpdateInput extends CustomerFactsInput {
  @Field(() => ID, { description: 'Customer to change.' })
  @IsNumberString()
  customerId: string;

  @Field(() => Int, { description: 'The version that the user saw.' })
  @Min(1)
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Name.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string | null;
}

@InputType({ description: 'Whom a customer shall belong to.' })
export class CustomerAssignInput extends VersionedInput {
  @Field(() => ID, { description: 'Customer to hand over.' })
  @IsNumberString()
  customerId: string;

  @Field(() => ID, { description: 'Person who shall own it.' })
  @IsNumberString()
  ownerId: string;

  @Field(() => String, { description: 'Why; the approver reads it.' })
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

@InputType({ description: 'Which deleted customer shall come back.' })
export class CustomerUndeleteInput extends VersionedInput {
  @Field(() => ID, { description: 'Customer to bring back.' })
  @IsNumberString()
  customerId: string;

  @Field(() => String, { description: 'Why; its history tells it.' })
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

@InputType({ description: 'Which customer shall be deleted.' })
export class CustomerDeleteInput extends VersionedInput {
  @Field(() => ID, { description: 'Customer to delete.' })
  @IsNumberString()
  customerId: string;

  @Field(() => String, { description: 'Why; the approver reads it.' })
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}
