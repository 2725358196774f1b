import { Field, ID, InputType } from '@nestjs/graphql';
import { IsNotEmpty, IsNumberString, MaxLength } from 'class-validator';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';

@InputType({ description: 'A new position 岗位.' })
export class PositionCreateInput extends KeyedInput {
  @Field(() => String, { description: 'Name, such as "区域销售经理".' })
  @IsNotEmpty()
  @MaxLength(100)
  name: string;
}

@InputType({ description: 'A position to delete.' })
export class PositionDeleteInput extends VersionedInput {
  @Field(() => ID, { description: 'Position.' })
  @IsNumberString()
  positionId: string;
}

@InputType({ description: 'The new name of a position.' })
export class PositionUpdateInput extends VersionedInput {
  @Field(() => ID, { description: 'Position.' })
  @IsNumberString()
  positionId: string;

  @Field(() => String, { description: 'Name from now on.' })
  @IsNotEmpty()
  @MaxLength(100)
  name: string;
}
