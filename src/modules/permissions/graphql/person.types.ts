import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { PersonType as PersonTypeName } from '../../../kernel/access/viewer.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { PersonType } from '../domain/person-type.js';

@ObjectType('Position', { description: 'A position 岗位.' })
export class PositionNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { description: 'Name of the position.' })
  name: string;
}

@ObjectType('Department', { description: 'A department 部门 of the company.' })
export class DepartmentNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { description: 'Name.' })
  name: string;

  @Field(() => ID, { nullable: true, description: 'Department above; null for the root.' })
  parentId: string | null;

  headId: string | null;
}

@ObjectType('Person', { description: 'Someone who works with the CRM 用户.' })
export class PersonNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => Int, { description: 'Version, for `expectedVersion`.' })
  version: number;

  @Field(() => String, { description: 'Name to sign in with.' })
  login: string;

  @Field(() => String, { description: 'Name.' })
  name: string;

  @Field(() => PersonType, { description: 'Kind of account.' })
  type: PersonTypeName;

  @Field(() => Int, { description: 'Level 级别; larger is higher.' })
  level: number;

  @Field(() => String, { nullable: true, description: 'Mail address; null when unknown or hidden.' })
  email: string | null;

  @Field(() => String, { nullable: true, description: 'Phone; null when unknown or hidden.' })
  phone: string | null;

  @Field(() => Boolean, { description: 'Whether the person can sign in.' })
  active: boolean;

  departmentId: string;
  positionId: string | null;
  managerId: string | null;
}

export const PersonConnection = connectionOf('Person', PersonNode);
export const PositionConnection = connectionOf('Position', PositionNode);
export const DepartmentConnection = connectionOf('Department', DepartmentNode);
