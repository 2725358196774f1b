import { Field, ID, InputType } from '@nestjs/graphql';
import { IsNumberString, IsOptional } from 'class-validator';
import { VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';

@InputType({ description: 'Where a department goes, with all that is below it.' })
export class DepartmentMoveInput extends VersionedInput {
  @Field(() => ID, { description: 'Department to move.' })
  @IsNumberString()
  departmentId: string;

  @Field(() => ID, { nullable: true, description: 'Department above from now on; null, said expressly: none.' })
  @IsOptional()
  @IsNumberString()
  parentId?: string | null;
}

@InputType({ description: 'A department to delete.' })
export class DepartmentDeleteInput extends VersionedInput {
  @Field(() => ID, { description: 'Department to delete.' })
  @IsNumberString()
  departmentId: string;
}
