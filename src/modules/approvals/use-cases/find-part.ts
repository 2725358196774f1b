import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Permissions } from '../../permissions/index.js';
import type { Approval } from '../domain/approval.js';
import { ApprovalTaskDone, NotAsked } from '../domain/approval-errors.js';
import type { ApprovalTask } from '../domain/approval-task.js';

/** A person's name in the record of an approval. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The part that somebody decides: their own, or that of a principal for whom they stand in. */
export interface Part {
  readonly task: ApprovalTask;
  /** In whose place; null: in their own. */
  readonly principal: Named | null;
}

/** Finds the part of an approval that an asker decides. */
@Injectable()
export class FindPart {
  constructor(private readonly permissions: Permissions) {}

  /** Their own comes first; nobody decides their own request in somebody else's place. Throws NotAsked, APPROVAL_TASK_DONE. */
  async execute(viewer: Viewer, { submitterId }: Approval, tasks: readonly ApprovalTask[]): Promise<Part> {
    const { personId, deputyFor } = viewer;
    const own = tasks.filter(({ approverId }) => approverId === personId);
    const mine = own.find(({ state }) => state === 'OPEN');
    if (mine) return { task: mine, principal: null };
    const principals = submitterId === personId ? [] : deputyFor;
    const others = tasks.filter(({ approverId }) => principals.includes(approverId));
    const task = others.find(({ state }) => state === 'OPEN');
    if (task) return { task, principal: await this.named(task) };
    throw own.length + others.length === 0 ? new NotAsked() : new ApprovalTaskDone();
  }

  private async named({ approverId: id, approverName }: ApprovalTask): Promise<Named> {
    const [person] = await this.permissions.people([id]);
    return { id, name: person?.name ?? approverName };
  }
}
