import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { ApprovalTaskNode } from '../graphql/approval-parts.types.js';
import { APPROVAL_TASKS } from './approval-lists.js';

/** What waits for somebody's decision: their own tasks, and those of the people for whom they stand in. */
@Injectable()
export class ApprovalInbox {
  constructor(private readonly lists: ListReader) {}

  /** The longest waiting first; a deputy never finds their own request here. */
  page(viewer: Viewer, first: number, after: string | null): Promise<Page<ApprovalTaskNode>> {
    const { personId, deputyFor } = viewer;
    const places = [personId, ...deputyFor];
    const text = `t.state = 'OPEN' AND t.approver_id IN (${places.map(() => '?').join(',')}) AND (t.approver_id = ?
      OR NOT EXISTS (SELECT 1 FROM approval a WHERE a.id = t.approval_id AND a.submitter_id = ?))`;
    return this.lists.page(APPROVAL_TASKS, viewer, { first, after }, { text, params: [...places, personId, personId] });
  }
}
