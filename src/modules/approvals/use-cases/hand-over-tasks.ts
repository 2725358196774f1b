import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import {
  type Gift,
  type Given,
  HandsOver,
  type HeldQuery,
  type HeldRecord,
  type KeptReason,
  type OwnedRecords,
} from '../../../kernel/database/owned-records.js';
import type { Work } from '../../../kernel/database/work.js';
import { Permissions } from '../../permissions/index.js';
import { Approval } from '../domain/approval.js';
import { ApprovalHandedOver } from '../domain/approval-events.js';
import { ApprovalTask } from '../domain/approval-task.js';
import { letDecide } from './open-step.js';
import { eventFacts, recordEntry } from './record-entry.js';

interface TaskRow {
  readonly id: string;
  readonly approvalId: string;
  readonly step: number;
  readonly departmentId: string;
  readonly submitterId: string;
}

type Person = Readonly<Record<'id' | 'name', string>>;

/** Puts what waits for somebody's decision to others; nobody decides their own request or a step twice. What the leaver submitted stays theirs. */
@Injectable()
@HandsOver({
  kind: 'approvalTask',
  label: { zh: '待办审批', en: 'Open approvals' },
  place: 50,
  actions: ['approval.read', 'approval.decide'],
  granted: true,
})
export class HandOverTasks implements OwnedRecords {
  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
  ) {}

  async held({ personId, after, limit }: HeldQuery): Promise<HeldRecord[]> {
    const tasks = await this.database.rows<TaskRow>(
      `SELECT k.id, k.approval_id AS approvalId, k.step, a.department_id AS departmentId, a.submitter_id AS submitterId
       FROM approval_task k JOIN approval a ON a.id = k.approval_id
       WHERE k.approver_id = ? AND k.state = 'OPEN' AND k.deleted_at IS NULL AND k.id > ? ORDER BY k.id LIMIT ?`,
      [personId, after, limit],
    );
    const asked = await this.askedIn(tasks);
    return tasks.map(({ id, approvalId, step, departmentId, submitterId }) => ({
      ...{ id, departmentId, customerId: null },
      notTo: [submitterId, ...(asked.get(`${approvalId} ${step}`) ?? [])],
    }));
  }

  async give(work: Work, fromId: string, gifts: readonly Gift[]): Promise<Given[]> {
    const given: Given[] = [];
    for (const { recordId, taker } of gifts) {
      const task = await work.fetchUnscoped(ApprovalTask, recordId);
      if (task?.approverId !== fromId || task.state !== 'OPEN') continue;
      const before = { id: fromId, name: task.approverName };
      await this.put(work, task, taker);
      given.push({ recordId, before, after: { id: taker.id, name: taker.name } });
    }
    return given;
  }

  async takeBack(work: Work, given: readonly Given[]): Promise<ReadonlyMap<string, KeptReason>> {
    const kept = new Map<string, KeptReason>();
    for (const { recordId, before, after } of given) {
      const task = await work.fetchUnscoped(ApprovalTask, recordId);
      if (!task) kept.set(recordId, 'GONE');
      else if (task.approverId !== after['id']) kept.set(recordId, 'MOVED_ON');
      else if (task.state !== 'OPEN') kept.set(recordId, 'CLOSED');
      else await this.put(work, task, { id: before['id']!, name: before['name']! });
    }
    return kept;
  }

  private async put(work: Work, task: ApprovalTask, to: Person): Promise<void> {
    const { approvalId: causeId, step, approverId: fromPersonId, approverName } = task;
    const approval = (await work.fetchUnscoped(Approval, causeId))!;
    const tasks = await work.fetchWhere(ApprovalTask, { approvalId: causeId });
    const { recordKind, recordId } = approval;
    if (!tasks.some(({ approverId }) => approverId === to.id))
      letDecide(this.permissions, work, { causeId, recordKind, recordId, personId: to.id });
    task.putTo(to);
    work.save(task);
    const actor = work.operation.actor && { id: work.operation.actor.personId, name: work.operation.actor.name };
    recordEntry(work, approval, { action: 'HANDED_OVER', step, actor, comment: `${approverName} → ${to.name}` });
    work.record(ApprovalHandedOver, causeId, { ...eventFacts(approval), step, fromPersonId, approverId: to.id });
  }

  /** `approval step` → everybody who is or was asked in it. */
  private async askedIn(tasks: readonly TaskRow[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const asked = new Map<string, string[]>();
    const ids = [...new Set(tasks.map(({ approvalId }) => approvalId))];
    if (ids.length === 0) return asked;
    const rows = await this.database.rows<{ approvalId: string; step: number; approverId: string }>(
      `SELECT approval_id AS approvalId, step, approver_id AS approverId FROM approval_task
       WHERE approval_id IN (${ids.map(() => '?').join(',')}) AND deleted_at IS NULL ORDER BY id`,
      ids,
    );
    for (const { approvalId, step, approverId } of rows) {
      const key = `${approvalId} ${step}`;
      asked.set(key, [...(asked.get(key) ?? []), approverId]);
    }
    return asked;
  }
}
