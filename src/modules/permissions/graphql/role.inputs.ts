import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsNotEmpty,
  IsNumberString,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FieldRule as FieldRuleName } from '../../../kernel/access/protected-fields.js';
import { KeyedInput, VersionedInput } from '../../../kernel/graphql/mutation-inputs.js';
import { FieldRule, RoleScope } from '../domain/role-enums.js';

@InputType({ description: 'One action of a role with the rows it reaches.' })
export class RolePermissionInput {
  @Field(() => String, { description: 'Action, one of `accessCatalogue`.' })
  @MaxLength(80)
  action: string;

  @Field(() => RoleScope, { description: 'Which rows it reaches.' })
  scope: keyof typeof RoleScope;

  @Field(() => [ID], { nullable: true, description: 'For NAMED_DEPARTMENTS alone: the departments.' })
  @IsOptional()
  @ArrayMaxSize(200)
  @IsNumberString({}, { each: true })
  departmentIds?: string[] | null;
}

@InputType({ description: 'What a role says of one field.' })
export class RoleFieldRuleInput {
  @Field(() => String, { description: 'Field, one of `accessCatalogue`, such as "customer.phone".' })
  @MaxLength(80)
  field: string;

  @Field(() => FieldRule, { description: 'What holders may do with it.' })
  rule: FieldRuleName;
}

@InputType({ description: 'A new role.' })
export class RoleCreateInput extends KeyedInput {
  @Field(() => String, { description: 'Stable name for programs: a–z 0–9 _, 2–60 characters; it never changes.' })
  @Matches(/^[a-z][a-z0-9_]{1,59}$/, { context: { format: 'a–z 0–9 _, 2–60' } })
  code: string;

  @Field(() => String, { description: 'Name.' })
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  @Field(() => Int, { nullable: true, description: 'Level 级别, 1–100; default 1.' })
  @IsOptional()
  @Min(1)
  @Max(100)
  level?: number | null;

  @Field(() => [RolePermissionInput], { description: 'Its actions; each at most once.' })
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => RolePermissionInput)
  permissions: RolePermissionInput[];

  @Field(() => [RoleFieldRuleInput], { nullable: true, description: 'Its field rules; each field at most once.' })
  @IsOptional()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RoleFieldRuleInput)
  fieldRules?: RoleFieldRuleInput[] | null;
}

@InputType({ description: 'New facts of a role; what is left out stays.' })
export class RoleUpdateInput extends VersionedInput {
  @Field(() => ID, { description: 'Role.' })
  @IsNumberString()
  roleId: string;

  @Field(() => String, { nullable: true, description: 'Name.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(100)
  name?: string | null;

  @Field(() => Int, { nullable: true, description: 'Level 级别, 1–100.' })
  @IsOptional()
  @Min(1)
  @Max(100)
  level?: number | null;

  @Field(() => [RolePermissionInput], { nullable: true, description: 'All its actions from now on.' })
  @IsOptional()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => RolePermissionInput)
  permissions?: RolePermissionInput[] | null;

  @Field(() => [RoleFieldRuleInput], { nullable: true, description: 'All its field rules from now on.' })
  @IsOptional()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RoleFieldRuleInput)
  fieldRules?: RoleFieldRuleInput[] | null;
}

@InputType({ description: 'Which role goes.' })
export class RoleDeleteInput extends VersionedInput {
  @Field(() => ID, { description: 'Role.' })
  @IsNumberString()
  roleId: string;
}
