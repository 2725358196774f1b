import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scope } from '../../../kernel/access/asker.js';
import { mayHear, shownValues } from '../../../kernel/access/field-access.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import { pick } from '../../../kernel/runtime/labels.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { DepartmentNode, DEPARTMENTS, PEOPLE, PersonNode } from '../../permissions/index.js';
import { fieldChanges, fieldTexts } from '../domain/record-diff.js';
import { ApprovalInsight } from '../queries/approval-insight.js';
import { APPROVAL_ENTRIES, APPROVAL_TASKS } from '../queries/approval-lists.js';
import {
  ApprovalEntryConnection,
  type ApprovalEntryNode,
  ApprovalTaskConnection,
  type ApprovalTaskNode,
} from './approval-parts.types.js';
import { ApprovalChangeNode, ApprovalFieldNode } from './approval-values.types.js';
import { ApprovalNode } from './approval.types.js';
import { ApprovalStepNode } from './process.types.js';
import { stepNodes } from './step-nodes.js';

/** What an approval leads to. */
@Resolver(() => ApprovalNode)
export class ApprovalFieldsResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly insight: ApprovalInsight,
  ) {}

  @ResolveField(() => String, {
    nullable: true,
    description: "What it is about, in the asker's language; null when it says what a field rule keeps from them.",
  })
  title({ titleZh: zh, titleEn: en }: ApprovalNode, _args: unknown, scope: RequestScope): string | null {
    return mayHear(scope.viewer!) ? pick({ zh, en }, scope.locale) : null;
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Submitter; null when the asker may not see them.' })
  submitter(approval: ApprovalNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, approval.submitterId);
  }

  @ResolveField(() => DepartmentNode, {
    nullable: true,
    description: "The record's department at submission; null when the asker may not see it.",
  })
  department(approval: ApprovalNode, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
    return this.lists.related(DEPARTMENTS, scope, approval.departmentId);
  }

  @ResolveField(() => [ApprovalStepNode], {
    description: 'Steps of the process as it was when the request was submitted.',
  })
  steps(approval: ApprovalNode, _args: unknown, scope: RequestScope): ApprovalStepNode[] {
    return stepNodes(approval.steps, scope.locale);
  }

  @ResolveField(() => Boolean, { description: 'Whether it waits for a decision of the asker.' })
  mayDecide(approval: ApprovalNode, _args: unknown, scope: RequestScope): Promise<boolean> {
    return this.insight.waitsForAsker(scope, approval.id);
  }

  @ResolveField(() => [ApprovalFieldNode], {
    nullable: true,
    description:
      'The record as submitted. Null for those who were not asked, did not submit it and may not see the record.',
  })
  async snapshot(approval: ApprovalNode, _args: unknown, scope: RequestScope): Promise<ApprovalFieldNode[] | null> {
    return (await this.insight.mayReadRecord(scope, approval)) ? fieldNodes(scope.viewer!, approval) : null;
  }

  @ResolveField(() => [ApprovalChangeNode], {
    nullable: true,
    description:
      'What would change in the record; empty where the request is no change of fields. Null as `snapshot` is.',
  })
  async changes(approval: ApprovalNode, _args: unknown, scope: RequestScope): Promise<ApprovalChangeNode[] | null> {
    return (await this.insight.mayReadRecord(scope, approval)) ? changeNodes(scope.viewer!, approval) : null;
  }

  @ResolveField(() => ApprovalTaskConnection, { description: "People's parts in it." })
  tasks(
    @Parent() approval: ApprovalNode,
    @Scope() scope: RequestScope,
    @Args({ type: () => APPROVAL_TASKS.Args }) args: ListArgs,
  ): Promise<Page<ApprovalTaskNode>> {
    return this.lists.children(APPROVAL_TASKS, scope, 'approval_id', approval.id, args);
  }

  @ResolveField(() => ApprovalEntryConnection, { description: 'Who did what, when, with what words.' })
  entries(
    @Parent() approval: ApprovalNode,
    @Scope() scope: RequestScope,
    @Args({ type: () => APPROVAL_ENTRIES.Args }) args: ListArgs,
  ): Promise<Page<ApprovalEntryNode>> {
    return this.lists.children(APPROVAL_ENTRIES, scope, 'approval_id', approval.id, args);
  }
}

function fieldNodes(viewer: Viewer, { recordKind, snapshot: stored }: ApprovalNode): ApprovalFieldNode[] {
  const snapshot = shownValues(viewer, recordKind, stored);
  return fieldTexts(snapshot).map((part) => ({ ...part, recordKind, raw: snapshot[part.field] }));
}

function changeNodes(viewer: Viewer, approval: ApprovalNode): ApprovalChangeNode[] {
  const { recordKind } = approval;
  const snapshot = shownValues(viewer, recordKind, approval.snapshot);
  const payload = shownValues(viewer, recordKind, approval.payload);
  return fieldChanges(snapshot, payload).map((part) => ({
    ...part,
    recordKind,
    rawBefore: snapshot[part.field],
    rawAfter: payload[part.field],
  }));
}
