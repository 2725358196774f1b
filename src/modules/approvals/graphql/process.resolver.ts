import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PEOPLE, PersonNode } from '../../permissions/index.js';
import { APPROVAL_PROCESSES } from '../queries/process-list.js';
import { PublishProcess } from '../use-cases/publish-process.js';
import { ApprovalProcessPublishInput, ApprovalProcessPublishPayload } from './process.inputs.js';
import { ApprovalProcessConnection, ApprovalProcessNode, ApprovalStepNode } from './process.types.js';
import { stepNodes } from './step-nodes.js';
import { toDefinition } from './to-definition.js';

/** Approval processes and their publication. */
@Resolver(() => ApprovalProcessNode)
export class ApprovalProcessResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly publishing: PublishProcess,
  ) {}

  @Can('approvalProcess.read')
  @Query(() => ApprovalProcessConnection, { description: 'Published versions of approval processes.' })
  approvalProcesses(
    @Asker() viewer: Viewer,
    @Args({ type: () => APPROVAL_PROCESSES.Args }) args: ListArgs,
  ): Promise<Page<ApprovalProcessNode>> {
    return this.lists.page(APPROVAL_PROCESSES, viewer, args);
  }

  @Can('approvalProcess.edit')
  @Mutation(() => ApprovalProcessPublishPayload, {
    description:
      'Publishes the next version of a process; approvals that run keep theirs. Without any fitting process the direct manager decides. Codes: INVALID_APPROVAL_SUBJECT, INVALID_APPROVAL_STEPS, INVALID_APPROVERS, INVALID_CONDITION.',
  })
  approvalProcessPublish(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The process.' }) input: ApprovalProcessPublishInput,
  ): Promise<{ processId: string }> {
    return this.publishing.execute(viewer, toDefinition(input), { idempotencyKey: input.idempotencyKey, input });
  }

  @ResolveField(() => [ApprovalStepNode], { description: 'Steps in sequence.' })
  steps(process: ApprovalProcessNode, _args: unknown, scope: RequestScope): ApprovalStepNode[] {
    return stepNodes(process.steps, scope.locale);
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'Who published it; null for set-up, or when the asker may not see them.',
  })
  publishedBy(process: ApprovalProcessNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, process.publishedById);
  }
}

/** The published version in the payload. */
@Resolver(() => ApprovalProcessPublishPayload)
export class ApprovalProcessPayloadResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => ApprovalProcessNode, {
    nullable: true,
    description: 'The published version; null when nothing was done.',
  })
  process(
    payload: ApprovalProcessPublishPayload,
    _args: unknown,
    scope: RequestScope,
  ): Promise<ApprovalProcessNode | null> {
    return this.lists.related(APPROVAL_PROCESSES, scope, payload.processId);
  }
}
