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
import { Opportunity } from '../domain/opportunity.js';
import { holderOf, OpportunityReassigned } from '../domain/opportunity-events.js';

/** Hands open deals over; closed ones stay with whoever closed them, unless they are asked for. */
@Injectable()
@HandsOver({
  kind: 'opportunity',
  label: { zh: '销售机会', en: 'Deals' },
  place: 20,
  actions: ['opportunity.read'],
  granted: false,
})
export class HandOverOpportunities implements OwnedRecords {
  constructor(private readonly database: Database) {}

  held({ personId, after, limit, closedToo }: HeldQuery): Promise<HeldRecord[]> {
    return this.database.rows<HeldRecord>(
      `SELECT id, department_id AS departmentId, customer_id AS customerId FROM opportunity
       WHERE owner_id = ? AND deleted_at IS NULL AND id > ? AND (? = 1 OR stage_kind = 'OPEN') ORDER BY id LIMIT ?`,
      [personId, after, Number(closedToo), limit],
    );
  }

  async give(work: Work, fromId: string, gifts: readonly Gift[]): Promise<Given[]> {
    const deals = await this.read(work, gifts);
    const given: Given[] = [];
    for (const { recordId, taker } of gifts) {
      const deal = deals.get(recordId);
      if (deal?.ownerId !== fromId) continue;
      const before = placeOf(deal);
      this.assign(work, deal, taker.id, taker.departmentId);
      given.push({ recordId, before, after: placeOf(deal) });
    }
    return given;
  }

  /** A deal that was closed meanwhile stays with whoever closed it. */
  async takeBack(work: Work, given: readonly Given[]): Promise<ReadonlyMap<string, KeptReason>> {
    const deals = await this.read(work, given);
    const kept = new Map<string, KeptReason>();
    for (const { recordId, before, after } of given) {
      const deal = deals.get(recordId);
      if (!deal) kept.set(recordId, 'GONE');
      else if (deal.ownerId !== after['ownerId'] || deal.departmentId !== after['departmentId'])
        kept.set(recordId, 'MOVED_ON');
      else if (after['state'] === 'OPEN' && deal.stageKind !== 'OPEN') kept.set(recordId, 'CLOSED');
      else this.assign(work, deal, before['ownerId']!, before['departmentId']!);
    }
    return kept;
  }

  /** All of them at once, before the first is written, so that the writes go out together. */
  private async read(work: Work, records: readonly { readonly recordId: string }[]): Promise<Map<string, Opportunity>> {
    const found = await work.fetchWhere(Opportunity, { id: records.map(({ recordId }) => recordId) });
    return new Map(found.map((deal) => [deal.id, deal]));
  }

  private assign(work: Work, deal: Opportunity, ownerId: string, departmentId: string): void {
    const fromOwnerId = deal.ownerId;
    deal.assignTo(ownerId, departmentId);
    work.save(deal);
    work.record(OpportunityReassigned, deal.id, { ...holderOf(deal), fromOwnerId });
  }
}

function placeOf({ ownerId, departmentId, stageKind }: Opportunity): Given['before'] {
  return { ownerId, departmentId, state: stageKind };
}
