import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Opportunities } from '../../opportunities/index.js';
import type { Purchase, PurchaseLog } from '../domain/warning-figures.js';

/** Everybody's purchases, and a digest of them that tells whether anything changed. */
export interface PurchaseBasis {
  readonly logs: readonly PurchaseLog[];
  readonly digest: string;
}

const PAGE = 20_000;

/** Reads all won deals as purchases, page after page. */
@Injectable()
export class PurchaseLogs {
  constructor(private readonly opportunities: Opportunities) {}

  /** Logs in the order of the customers' first purchase record. Throws the signal's reason when it is aborted. */
  async read(today: string, signal?: AbortSignal): Promise<PurchaseBasis> {
    const logs = new Map<string, Purchase[]>();
    const digest = createHash('sha256').update(today);
    let afterId: string | null = null;
    for (;;) {
      signal?.throwIfAborted();
      const page = await this.opportunities.wonPurchases({ afterId, limit: PAGE });
      for (const { customerId, closedOn, baseAmount } of page) {
        const purchase = { on: closedOn, amount: baseAmount };
        const log = logs.get(customerId);
        if (log) log.push(purchase);
        else logs.set(customerId, [purchase]);
        digest.update(`\n${customerId} ${closedOn}`);
      }
      if (page.length < PAGE) break;
      afterId = page.at(-1)?.id ?? null;
    }
    return {
      logs: [...logs].map(([customerId, purchases]) => ({ customerId, purchases })),
      digest: digest.digest('hex'),
    };
  }

  /** Id of the first purchase that was recorded; null when there is none. */
  async firstId(): Promise<string | null> {
    const [first] = await this.opportunities.wonPurchases({ limit: 1 });
    return first?.id ?? null;
  }
}
