import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import type { Opportunity } from '../domain/opportunity.js';
import type { StageRequirementName } from '../domain/opportunity-enums.js';
import type { StageEvidence } from '../domain/stage-rules.js';

/** Gathers what a deal has of the things that stages ask for; counts only what is asked. */
@Injectable()
export class DealEvidence {
  constructor(private readonly database: Database) {}

  async of(deal: Opportunity, asked: readonly StageRequirementName[]): Promise<StageEvidence> {
    const { customerId, amount, expectedCloseOn, nextStep } = deal;
    const lineCount = asked.includes('PRODUCTS') ? await this.lines(deal.id) : 0;
    const interactionCount =
      asked.includes('INTERACTION') && customerId !== null ? await this.interactions(customerId, deal.createdAt) : 0;
    return { customerId, amount, expectedCloseOn, nextStep, lineCount, interactionCount };
  }

  private async lines(opportunityId: string): Promise<number> {
    const row = await this.database.one<{ n: string }>(
      'SELECT COUNT(*) AS n FROM opportunity_line WHERE opportunity_id = ? AND deleted_at IS NULL',
      [opportunityId],
    );
    return Number(row?.n ?? 0);
  }

  /** Interactions with the customer since the deal began. */
  private async interactions(customerId: string, since: Date): Promise<number> {
    const row = await this.database.one<{ n: string }>(
      'SELECT COUNT(*) AS n FROM interaction WHERE customer_id = ? AND happened_at >= ? AND deleted_at IS NULL',
      [customerId, since],
    );
    return Number(row?.n ?? 0);
  }
}
