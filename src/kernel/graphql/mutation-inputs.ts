import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsNotEmpty, IsOptional, MaxLength, Min } from 'class-validator';

/** What the input of every mutation has. */
@InputType({ isAbstract: true })
export abstract class KeyedInput {
  @Field(() => ID, { nullable: true, description: 'Repeat a call with the same key and it takes effect once.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(100)
  idempotencyKey?: string | null;
}

/** The input of a mutation that changes a record which the user has seen. */
@InputType({ isAbstract: true })
export abstract class VersionedInput extends KeyedInput {
  @Field(() => Int, { description: 'The version that the user saw.' })
  @Min(1)
  expectedVersion: number;
}
