import { ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { FieldWords } from '../queries/field-words.js';
import { ApprovalChangeNode, ApprovalFieldNode } from './approval-values.types.js';

const LABEL = "What the field is called, in the asker's language.";
const TEXT =
  "for people, in the asker's language: the name behind an id, the label of a code; null when empty, or when the asker may not see what it names.";

/** Fields of the snapshot in the asker's words. */
@Resolver(() => ApprovalFieldNode)
export class ApprovalFieldResolver {
  constructor(private readonly words: FieldWords) {}

  @ResolveField(() => String, { description: LABEL })
  label({ recordKind, field }: ApprovalFieldNode, _args: unknown, scope: RequestScope): string {
    return this.words.label(scope, recordKind, field);
  }

  @ResolveField(() => String, { nullable: true, description: `Value ${TEXT}` })
  text({ recordKind, field, raw }: ApprovalFieldNode, _args: unknown, scope: RequestScope): Promise<string | null> {
    return this.words.text(scope, recordKind, field, raw);
  }
}

/** Changes in the asker's words. */
@Resolver(() => ApprovalChangeNode)
export class ApprovalChangeResolver {
  constructor(private readonly words: FieldWords) {}

  @ResolveField(() => String, { description: LABEL })
  label({ recordKind, field }: ApprovalChangeNode, _args: unknown, scope: RequestScope): string {
    return this.words.label(scope, recordKind, field);
  }

  @ResolveField(() => String, { nullable: true, description: `Value at submission ${TEXT}` })
  beforeText(change: ApprovalChangeNode, _args: unknown, scope: RequestScope): Promise<string | null> {
    return this.words.text(scope, change.recordKind, change.field, change.rawBefore);
  }

  @ResolveField(() => String, { nullable: true, description: `Value that is asked for, ${TEXT}` })
  afterText(change: ApprovalChangeNode, _args: unknown, scope: RequestScope): Promise<string | null> {
    return this.words.text(scope, change.recordKind, change.field, change.rawAfter);
  }
}
