import { Field, ID, ObjectType } from '@nestjs/graphql';
import { UserError } from '../../../kernel/graphql/user-errors.js';

@ObjectType({ description: 'The added person, or why there is none.' })
export class PersonCreatePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  personId: string | null;
}

@ObjectType({ description: 'The changed person, or why nothing was written.' })
export class PersonUpdatePayload extends PersonCreatePayload {}

@ObjectType({ description: 'The added department, or why there is none.' })
export class DepartmentCreatePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  departmentId: string | null;
}

@ObjectType({ description: 'The changed department, or why nothing was written.' })
export class DepartmentUpdatePayload extends DepartmentCreatePayload {}

@ObjectType({ description: 'The moved department, or why nothing was written.' })
export class DepartmentMovePayload extends DepartmentCreatePayload {}

@ObjectType({ description: 'Whether the department was deleted.' })
export class DepartmentDeletePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  @Field(() => ID, { nullable: true, description: 'The department; null when nothing was written.' })
  departmentId: string | null;
}

@ObjectType({ description: 'The added position, or why there is none.' })
export class PositionCreatePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  positionId: string | null;
}

@ObjectType({ description: 'The renamed position, or why nothing was written.' })
export class PositionUpdatePayload extends PositionCreatePayload {}

@ObjectType({ description: 'Whether the position was deleted.' })
export class PositionDeletePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  @Field(() => ID, { nullable: true, description: 'The position; null when nothing was written.' })
  positionId: string | null;
}
