import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { FieldRule as FieldRuleName } from '../../../kernel/access/protected-fields.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { FieldMask, FieldRule, RoleScope } from '../domain/role-enums.js';
import type { RoleFieldRule, RolePermission } from '../domain/role-scope.js';

@ObjectType('Role', { description: 'A role 角色: what its holders may do.' })
export class RoleNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { description: 'Stable name for programs, such as "sales".' })
  code: string;

  @Field(() => String, { description: 'Name.' })
  name: string;

  @Field(() => Boolean, { description: 'Holds every action on every row.' })
  administrator: boolean;

  @Field(() => Int, { description: 'Level 级别: who is of a lower level does not give this role.' })
  level: number;

  permissions: RolePermission[];
  fieldRules: RoleFieldRule[] | null;
}

export const RoleConnection = connectionOf('Role', RoleNode);

@ObjectType('RolePermission', { description: 'One action of a role, with the rows it reaches.' })
export class RolePermissionNode {
  @Field(() => String, { description: 'Action, such as "customer.read".' })
  action: string;

  @Field(() => RoleScope, { description: 'Which rows it reaches.' })
  scope: keyof typeof RoleScope;

  @Field(() => [ID], { description: 'For NAMED_DEPARTMENTS: these departments; else empty.' })
  departmentIds: readonly string[];
}

@ObjectType('RoleFieldRule', { description: 'What a role says of one field.' })
export class RoleFieldRuleNode {
  @Field(() => String, { description: 'Field, such as "customer.phone".' })
  field: string;

  @Field(() => FieldRule, { description: 'What holders may do with it.' })
  rule: FieldRuleName;
}

@ObjectType('AccessAction', { description: 'An action that a role can name.' })
export class AccessActionNode {
  @Field(() => String, { description: 'Name, such as "customer.read".' })
  name: string;

  @Field(() => String, { description: 'Chinese label.' })
  zh: string;

  @Field(() => String, { description: 'English label.' })
  en: string;
}

@ObjectType('AccessField', { description: 'A field that a role can put under a rule.' })
export class AccessFieldNode extends AccessActionNode {
  @Field(() => FieldMask, { nullable: true, description: 'How it is masked; null when MASKED is not on offer.' })
  mask: keyof typeof FieldMask | null;
}

@ObjectType('AccessKind', { description: 'A record kind with what roles can say of it.' })
export class AccessKindNode {
  @Field(() => String, { description: 'Record kind, such as "customer".' })
  kind: string;

  @Field(() => [AccessActionNode], { description: 'Its actions.' })
  actions: AccessActionNode[];

  @Field(() => [AccessFieldNode], { description: 'Its fields that rules may protect.' })
  fields: AccessFieldNode[];
}

@ObjectType({ description: 'The added role, or why there is none.' })
export class RoleCreatePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  roleId: string | null;
}

@ObjectType({ description: 'The changed role, or why nothing was written.' })
export class RoleUpdatePayload extends RoleCreatePayload {}

@ObjectType({ description: 'The role that was deleted, or why it stays.' })
export class RoleDeletePayload {
  @Field(() => [UserError], { description: 'What the user can mend; nothing was written when there is one.' })
  userErrors: UserError[];

  @Field(() => ID, { nullable: true, description: 'Id of the role that is gone; null when nothing was written.' })
  deletedRoleId: string | null;
}
