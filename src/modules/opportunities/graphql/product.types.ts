import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { DateTime, Decimal, LocalDate } from '../../../kernel/graphql/scalars.js';

@ObjectType('Product', { description: 'Something that is sold 产品.' })
export class ProductNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { description: 'Code.' })
  code: string;

  @Field(() => String, { description: 'Name.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Series.' })
  series: string | null;

  @Field(() => String, { nullable: true, description: 'Description.' })
  description: string | null;

  @Field(() => Boolean, { description: 'Whether it is sold.' })
  active: boolean;

  @Field(() => DateTime, { description: 'When it was added.' })
  createdAt: Date;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: Date;
}

@ObjectType('ProductPrice', { description: 'A price rule of a product over a stretch of days.' })
export class ProductPriceNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Decimal, { nullable: true, description: 'List price of one piece.' })
  listPrice: string | null;

  @Field(() => String, { description: 'Currency (ISO 4217).' })
  currency: string;

  @Field(() => Float, { nullable: true, description: 'The largest discount that needs no approval; 0.1 is 10 %.' })
  maxDiscount: string | null;

  @Field(() => LocalDate, { description: 'First day.' })
  effectiveFrom: string;

  @Field(() => LocalDate, { nullable: true, description: 'Last day; null: until a newer price takes over.' })
  effectiveTo: string | null;
}

@ObjectType('ExchangeRate', { description: "What a currency was worth in the company's currency on a day." })
export class ExchangeRateNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version.' })
  version: number;

  @Field(() => String, { description: 'Currency (ISO 4217).' })
  currency: string;

  @Field(() => LocalDate, { description: "Day in the company's zone." })
  day: string;

  @Field(() => String, { description: 'Company currency per unit, an exact decimal as text.' })
  rate: string;
}

export const ProductConnection = connectionOf('Product', ProductNode);
export const ExchangeRateConnection = connectionOf('ExchangeRate', ExchangeRateNode);
