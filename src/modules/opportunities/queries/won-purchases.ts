import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';

/** A won deal as a purchase of its customer; the amount is in the company's currency. */
export interface WonPurchase {
  /** Id of the opportunity; the place to go on after. */
  readonly id: string;
  readonly customerId: string;
  /** Day in the company's zone. */
  readonly closedOn: string;
  readonly baseAmount: string | null;
}

/** Which purchases a job wants. */
export interface PurchasePage {
  /** Only of these customers; null: of all. */
  readonly customerIds?: readonly string[] | null;
  /** Id of the last purchase of the page before; null: from the start. */
  readonly afterId?: string | null;
  readonly limit: number;
}

const FIRST = '0';

/** Hands won deals to jobs of the system, page after page in id order; no viewer, so never for answers to people. */
@Injectable()
export class WonPurchases {
  constructor(private readonly database: Database) {}

  page({ customerIds = null, afterId = null, limit }: PurchasePage): Promise<WonPurchase[]> {
    if (customerIds?.length === 0) return Promise.resolve([]);
    const among = customerIds === null ? '' : `AND customer_id IN (${customerIds.map(() => '?').join(',')})`;
    return this.database.rows<WonPurchase>(
      `SELECT id, customer_id AS customerId, closed_on AS closedOn, base_amount AS baseAmount FROM opportunity
       WHERE id > ? AND stage_kind = 'WON' AND customer_id IS NOT NULL AND closed_on IS NOT NULL AND deleted_at IS NULL ${among}
       ORDER BY id LIMIT ${Math.trunc(limit)}`,
      [afterId ?? FIRST, ...(customerIds ?? [])],
    );
  }
}
