import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { FieldRule as FieldRuleName } from '../../../kernel/access/protected-fields.js';
import type { GrantLevel } from '../../../kernel/access/viewer.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { FieldRule, RoleScope } from '../domain/role-enums.js';

@ObjectType('AccessStep', { description: 'What one role says to a question of access.' })
export class AccessStepNode {
  @Field(() => String, { description: 'Action that it was looked up for: reading, or the one that was asked for.' })
  action: string;

  @Field(() => String, { description: 'Name of the role.' })
  role: string;

  @Field(() => RoleScope, { nullable: true, description: 'Its scope for the action; null for the administrator role.' })
  scope: keyof typeof RoleScope | null;

  @Field(() => Boolean, { description: 'Whether that scope reaches the record.' })
  reached: boolean;

  principalId: string | null;
}

@ObjectType('AccessGrant', { description: 'Access to the record by name.' })
export class AccessGrantNode {
  @Field(() => String, { description: '"read" or "edit".' })
  level: GrantLevel;

  @Field(() => DateTime, { nullable: true, description: 'When it ends; null: until it is taken back.' })
  until: Date | null;

  @Field(() => String, { description: 'What gave it, such as "approval".' })
  cause: string;

  @Field(() => Boolean, { description: 'Whether it counts now.' })
  counts: boolean;

  personId: string;
}

@ObjectType('AccessExplanation', { description: 'Why somebody may or may not do something with a record.' })
export class AccessExplanationNode {
  @Field(() => Boolean, { description: 'Whether they see the record.' })
  seen: boolean;

  @Field(() => Boolean, { description: 'Whether the action works for them on it.' })
  allowed: boolean;

  @Field(() => [AccessStepNode], { description: 'What each of their roles says; one that reaches it is enough.' })
  steps: AccessStepNode[];

  @Field(() => [AccessGrantNode], { description: 'Grants of the record to them, or to whom they stand in for.' })
  grants: AccessGrantNode[];

  @Field(() => FieldRule, { nullable: true, description: 'The rule that the field stands under for them; null: none.' })
  fieldRule: FieldRuleName | null;
}

@ObjectType('RecordAudience', { description: 'Everybody who sees a record.' })
export class RecordAudienceNode {
  @Field(() => Int, { description: 'How many people.' })
  totalCount: number;

  @Field(() => [ID], { description: 'Their ids; at most 10 000.' })
  personIds: string[];
}
