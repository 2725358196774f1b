import { Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { DateTime, Decimal, LocalDate } from '../graphql/scalars.js';

/** Conditions on a text field; all that are given must hold. */
@InputType({ description: 'Conditions on a text; all that are given must hold.' })
export class TextFilter {
  @Field(() => String, { nullable: true, description: 'Equal to this text.' })
  eq?: string | null;

  @Field(() => [String], { nullable: true, description: 'Equal to one of these texts (at most 100).' })
  in?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Contains this text.' })
  contains?: string | null;

  @Field(() => String, { nullable: true, description: 'Starts with this text.' })
  startsWith?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: has no value. False: has one.' })
  isEmpty?: boolean | null;
}

/** Conditions on a reference to another record. */
@InputType({ description: 'Conditions on a reference to another record; all that are given must hold.' })
export class IdFilter {
  @Field(() => ID, { nullable: true, description: 'Refers to this record.' })
  eq?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Refers to one of these records (at most 100).' })
  in?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: refers to none. False: refers to one.' })
  isEmpty?: boolean | null;
}

/** Conditions on a moment. */
@InputType({ description: 'Conditions on a moment; all that are given must hold.' })
export class DateTimeFilter {
  @Field(() => DateTime, { nullable: true, description: 'At or after this moment.' })
  gte?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'At or before this moment.' })
  lte?: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'True: has no value. False: has one.' })
  isEmpty?: boolean | null;
}

/** Conditions on a calendar day. */
@InputType({ description: 'Conditions on a calendar day; all that are given must hold.' })
export class LocalDateFilter {
  @Field(() => LocalDate, { nullable: true, description: 'On or after this day.' })
  gte?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'On or before this day.' })
  lte?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: has no value. False: has one.' })
  isEmpty?: boolean | null;
}

/** Conditions on an amount. */
@InputType({ description: 'Conditions on an amount; all that are given must hold.' })
export class DecimalFilter {
  @Field(() => Decimal, { nullable: true, description: 'Equal to this amount.' })
  eq?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'This amount or more.' })
  gte?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'This amount or less.' })
  lte?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: has no value. False: has one.' })
  isEmpty?: boolean | null;
}

/** Conditions on a whole number. */
@InputType({ description: 'Conditions on a whole number; all that are given must hold.' })
export class IntFilter {
  @Field(() => Int, { nullable: true, description: 'Equal to this number.' })
  eq?: number | null;

  @Field(() => Int, { nullable: true, description: 'This number or more.' })
  gte?: number | null;

  @Field(() => Int, { nullable: true, description: 'This number or less.' })
  lte?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'True: has no value. False: has one.' })
  isEmpty?: boolean | null;
}

/** Conditions on a number with a fraction, such as a score. */
@InputType({ description: 'Conditions on a number; all that are given must hold.' })
export class FloatFilter {
  @Field(() => Float, { nullable: true, description: 'This number or more.' })
  gte?: number | null;

  @Field(() => Float, { nullable: true, description: 'This number or less.' })
  lte?: number | null;
}

/** Condition on a yes/no field. */
@InputType({ description: 'Condition on a yes/no field.' })
export class BooleanFilter {
  @Field(() => Boolean, { nullable: true, description: 'Equal to this value.' })
  eq?: boolean | null;
}
