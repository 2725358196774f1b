import { Field, ID, InputType } from '@nestjs/graphql';
import { IsNotEmpty, IsNumberString, IsOptional, MaxLength } from 'class-validator';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';

@InputType({ description: 'Who stands in for whom 代理, and when.' })
export class DeputyCreateInput extends KeyedInput {
  @Field(() => ID, {
    description:
      'Whose place is taken 被代理人: the asker, or with `person.edit` somebody who reaches nothing that the asker does not.',
  })
  @IsNumberString()
  principalId: string;

  @Field(() => ID, { description: 'Who takes it 代理人: somebody active.' })
  @IsNumberString()
  deputyId: string;

  @Field(() => DateTime, { nullable: true, description: 'From when on; default, and for a moment past, now.' })
  @IsOptional()
  from?: Date | null;

  @Field(() => DateTime, { description: 'The first moment after the period; at most a year after its beginning.' })
  until: Date;

  @Field(() => String, { description: 'Why, such as "年假".' })
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

@InputType({ description: 'A deputy to end before the time.' })
export class DeputyEndInput extends VersionedInput {
  @Field(() => ID, { description: 'Id of the deputy, as in `deputies`.' })
  @IsNumberString()
  id: string;
}
