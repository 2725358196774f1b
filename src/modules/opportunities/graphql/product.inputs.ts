import { Field, Float, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsNotEmpty, IsOptional, Matches, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import { CurrencyCode } from '../../../kernel/graphql/field-rules.js';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { Decimal, LocalDate } from '../../../kernel/graphql/scalars.js';

const RATE = /^(?=.*[1-9])\d{1,10}(\.\d{1,8})?$/;
const given = (_: object, value: unknown): boolean => value !== undefined;

@InputType({ description: 'A price rule.' })
export class ProductPriceInput {
  @Field(() => Decimal, { description: 'List price of one piece.' })
  listPrice: string;

  @Field(() => String, { description: 'Currency (ISO 4217).' })
  @CurrencyCode()
  currency: string;

  @Field(() => Float, { description: 'The largest discount that needs no approval; 0.1 is 10 %.' })
  @Min(0)
  @Max(1)
  maxDiscount: number;

  @Field(() => LocalDate, { nullable: true, description: 'First day; today when left out.' })
  effectiveFrom?: string | null;
}

@InputType({ description: 'A new product.' })
export class ProductCreateInput extends KeyedInput {
  @Field(() => String, { description: 'Code; no other product has it.' })
  @IsNotEmpty()
  @MaxLength(60)
  code: string;

  @Field(() => String, { description: 'Name.' })
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @Field(() => String, { nullable: true, description: 'Series.' })
  @IsOptional()
  @MaxLength(100)
  series?: string | null;

  @Field(() => String, { nullable: true, description: 'Description.' })
  @IsOptional()
  @MaxLength(2000)
  description?: string | null;

  @Field(() => ProductPriceInput, { nullable: true, description: 'Its price.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ProductPriceInput)
  price?: ProductPriceInput | null;
}

@InputType({ description: 'A change of a product; what is left out stays.' })
export class ProductUpdateInput extends VersionedInput {
  @Field(() => ID, { description: 'Id of the product.' })
  productId: string;

  @Field(() => String, { nullable: true, description: 'Code; no other product has it.' })
  @ValidateIf(given)
  @IsNotEmpty()
  @MaxLength(60)
  code?: string;

  @Field(() => String, { nullable: true, description: 'Name.' })
  @ValidateIf(given)
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @Field(() => String, { nullable: true, description: 'Series; null empties it.' })
  @IsOptional()
  @MaxLength(100)
  series?: string | null;

  @Field(() => String, { nullable: true, description: 'Description; null empties it.' })
  @IsOptional()
  @MaxLength(2000)
  description?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is sold.' })
  @ValidateIf(given)
  @IsNotEmpty()
  active?: boolean;

  @Field(() => ProductPriceInput, {
    nullable: true,
    description: 'A new price; it ends the one before in that currency.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => ProductPriceInput)
  price?: ProductPriceInput | null;
}

@InputType({ description: 'The exchange rate of a day.' })
export class ExchangeRateSetInput extends KeyedInput {
  @Field(() => String, { description: 'Currency (ISO 4217).' })
  @CurrencyCode()
  currency: string;

  @Field(() => LocalDate, { description: "Day in the company's zone." })
  day: string;

  @Field(() => String, { description: 'Company currency per unit: a decimal with at most 8 places, such as "7.1025".' })
  @Matches(RATE, { context: { format: '7.1025' } })
  rate: string;
}
