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
import { ChurnActionHandedOver } from '../domain/churn-events.js';
import { ChurnWarning } from '../domain/churn-warning.js';
import { shareWarning } from './act-on-warning.js';

/** Hands over what somebody was going to do about warnings; the warnings themselves follow their customer's owner. */
@Injectable()
@HandsOver({
  kind: 'churnAction',
  label: { zh: '流失预警的处理', en: 'Actions on churn warnings' },
  place: 40,
  actions: ['churnWarning.read', 'churnWarning.act'],
  granted: true,
})
export class HandOverActions implements OwnedRecords {
  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
  ) {}

  held({ personId, after, limit }: HeldQuery): Promise<HeldRecord[]> {
    return this.database.rows<HeldRecord>(
      `SELECT id, department_id AS departmentId, customer_id AS customerId FROM churn_warning
       WHERE action_owner_id = ? AND deleted_at IS NULL AND id > ? AND state <> 'CLOSED' ORDER BY id LIMIT ?`,
      [personId, after, limit],
    );
  }

  async give(work: Work, fromId: string, gifts: readonly Gift[]): Promise<Given[]> {
    const given: Given[] = [];
    for (const { recordId, taker } of gifts) {
      const warning = await work.fetchUnscoped(ChurnWarning, recordId);
      if (warning?.actionOwnerId !== fromId) continue;
      await this.leaveTo(work, warning, taker.id);
      given.push({ recordId, before: { personId: fromId }, after: { personId: taker.id } });
    }
    return given;
  }

  async takeBack(work: Work, given: readonly Given[]): Promise<ReadonlyMap<string, KeptReason>> {
    const kept = new Map<string, KeptReason>();
    for (const { recordId, before, after } of given) {
      const warning = await work.fetchUnscoped(ChurnWarning, recordId);
      if (!warning) kept.set(recordId, 'GONE');
      else if (warning.actionOwnerId !== after['personId']) kept.set(recordId, 'MOVED_ON');
      else if (warning.state === 'CLOSED') kept.set(recordId, 'CLOSED');
      else await this.leaveTo(work, warning, before['personId']!);
    }
    return kept;
  }

  private async leaveTo(work: Work, warning: ChurnWarning, personId: string): Promise<void> {
    const fromPersonId = warning.actionOwnerId!;
    warning.leaveActionTo(personId);
    await shareWarning(this.permissions, work, warning, personId);
    work.save(warning);
    work.record(ChurnActionHandedOver, warning.id, { ...warning.facts(), fromPersonId, actionOwnerId: personId });
  }
}
