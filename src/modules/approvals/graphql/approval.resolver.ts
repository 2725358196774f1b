import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { RecordArgs } from '../../../kernel/lists/as-of.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import { ApprovalInbox } from '../queries/approval-inbox.js';
import { APPROVALS } from '../queries/approval-lists.js';
import { ApprovalTaskConnection, type ApprovalTaskNode } from './approval-parts.types.js';
import { ApprovalConnection, ApprovalNode } from './approval.types.js';

/** Approvals that the asker may see or has to decide. */
@Resolver()
export class ApprovalResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly inbox: ApprovalInbox,
  ) {}

  @Can('approval.read')
  @Query(() => ApprovalNode, { description: 'One approval.' })
  approval(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<ApprovalNode> {
    return this.lists.one(APPROVALS, viewer, id, asOf);
  }

  @Can('approval.read')
  @Query(() => ApprovalConnection, { description: 'Approvals that the asker may see, newest first.' })
  approvals(
    @Asker() viewer: Viewer,
    @Args({ type: () => APPROVALS.Args }) args: ListArgs,
  ): Promise<Page<ApprovalNode>> {
    return this.lists.page(APPROVALS, viewer, args);
  }

  @Can('approval.decide')
  @Query(() => ApprovalTaskConnection, {
    description:
      "The asker's open tasks 待办, and those of people for whom they stand in 代理; the longest waiting first.",
  })
  approvalsToDecide(
    @Asker() viewer: Viewer,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many to return at most: 1–100.' })
    first: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor of the entry after which to go on.' })
    after: string | null,
  ): Promise<Page<ApprovalTaskNode>> {
    return this.inbox.page(viewer, first, after);
  }
}
