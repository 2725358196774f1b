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
import { type CaseHands, ServiceCase } from '../domain/service-case.js';
import { ServiceCaseHandedOver } from '../domain/service-events.js';
import { Performers } from '../queries/performers.js';
import { CaseLog } from './write-case-log.js';

/** Hands cases over as they stand in their step; whoever is not of the step's performers gets the step to their own department. */
@Injectable()
@HandsOver({
  kind: 'serviceCase',
  label: { zh: '服务单', en: 'Service cases' },
  place: 30,
  actions: ['serviceCase.read', 'serviceCase.edit'],
  granted: true,
})
export class HandOverCases implements OwnedRecords {
  constructor(
    private readonly database: Database,
    private readonly performers: Performers,
    private readonly log: CaseLog,
  ) {}

  held({ personId, after, limit, closedToo }: HeldQuery): Promise<HeldRecord[]> {
    return this.database.rows<HeldRecord>(
      `SELECT id, department_id AS departmentId, customer_id AS customerId FROM service_case
       WHERE owner_id = ? AND deleted_at IS NULL AND id > ? AND (? = 1 OR state <> 'CLOSED') ORDER BY id LIMIT ?`,
      [personId, after, Number(closedToo), limit],
    );
  }

  async give(work: Work, fromId: string, gifts: readonly Gift[]): Promise<Given[]> {
    const given: Given[] = [];
    for (const { recordId, taker } of gifts) {
      const held = await work.fetchUnscoped(ServiceCase, recordId);
      if (held?.ownerId !== fromId) continue;
      const before = placeOf(held);
      const candidate = { personId: taker.id, departmentId: taker.departmentId };
      const stays = held.closedAt !== null || (await this.performers.includes(held.performer, candidate));
      const { departmentId, stepRoleCode } = stays ? held : { departmentId: taker.departmentId, stepRoleCode: null };
      await this.pass(work, held, { ownerId: taker.id, departmentId, stepRoleCode });
      given.push({ recordId, before, after: placeOf(held) });
    }
    return given;
  }

  /** A case that was closed meanwhile stays with whoever closed it. */
  async takeBack(work: Work, given: readonly Given[]): Promise<ReadonlyMap<string, KeptReason>> {
    const kept = new Map<string, KeptReason>();
    for (const { recordId, before, after } of given) {
      const held = await work.fetchUnscoped(ServiceCase, recordId);
      const now = held && placeOf(held);
      if (!held || !now) kept.set(recordId, 'GONE');
      else if (
        (['ownerId', 'departmentId', 'stepRoleCode', 'stepCode'] as const).some((name) => now[name] !== after[name])
      )
        kept.set(recordId, 'MOVED_ON');
      else if (after['closed'] === null && now['closed'] !== null) kept.set(recordId, 'CLOSED');
      else
        await this.pass(work, held, {
          ownerId: before['ownerId']!,
          departmentId: before['departmentId']!,
          stepRoleCode: before['stepRoleCode']!,
        });
    }
    return kept;
  }

  private async pass(work: Work, held: ServiceCase, hands: CaseHands): Promise<void> {
    const { ownerId: fromOwnerId, departmentId: fromDepartmentId } = held;
    const elsewhere = hands.departmentId !== held.departmentId || hands.stepRoleCode !== held.stepRoleCode;
    held.passTo(hands);
    if (elsewhere) await this.log.endStep(work, held, 'FORWARDED', work.at);
    work.save(held);
    if (elsewhere) await this.log.startStep(work, held, work.at);
    const people = { fromPersonId: fromOwnerId, toPersonId: hands.ownerId };
    const places = elsewhere ? { fromDepartmentId, toDepartmentId: hands.departmentId } : {};
    const kind = elsewhere ? 'FORWARDED' : 'ASSIGNED';
    const note = work.operation.reason ?? null;
    const personId = work.operation.actor?.personId ?? null;
    await this.log.write(work, held, { kind, personId, note, ...people, ...places }, work.at);
    work.record(ServiceCaseHandedOver, held.id, { ...held.facts(), fromOwnerId, fromDepartmentId });
  }
}

function placeOf({ ownerId, departmentId, stepRoleCode, stepCode, closedAt }: ServiceCase): Given['before'] {
  return { ownerId, departmentId, stepRoleCode, stepCode, closed: closedAt === null ? null : 'CLOSED' };
}
