import { Field, ObjectType } from '@nestjs/graphql';
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
