import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import type { Work } from '../../../kernel/database/work.js';
import { ExchangeRate } from '../domain/exchange-rate.js';

/** What one unit of a currency is worth in the company's on a day. */
export interface RateFacts {
  readonly currency: string;
  readonly day: string;
  readonly rate: string;
}

/** Sets the exchange rate of a day; deals that were converted before keep their amounts. */
@Injectable()
export class SetExchangeRate {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  execute(viewer: Viewer, input: RateFacts & { idempotencyKey?: string | null }): Promise<{ exchangeRateId: string }> {
    const { currency, day, rate, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'exchangeRate.edit', idempotencyKey, input }, async (work) => {
      const [known] = await work.fetchWhere(ExchangeRate, { currency, day });
      if (known) {
        known.rate = rate;
        return { exchangeRateId: work.save(known).id };
      }
      const exchangeRateId = this.add(work, { currency, day, rate });
      await flushUnique(work);
      return { exchangeRateId };
    });
  }

  /** Adds a rate of a day that has none yet, for imports; reads nothing. */
  add(work: Work, { currency, day, rate }: RateFacts): string {
    return work.add(Object.assign(new ExchangeRate(), { currency, day, rate })).id;
  }
}
