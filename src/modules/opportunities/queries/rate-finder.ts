import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { COMPANY, type CompanySettings } from '../../../kernel/runtime/company.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';

const SAME_CURRENCY = '1';

/** Finds what a currency was worth in the company's on a day. */
@Injectable()
export class RateFinder {
  constructor(
    private readonly database: Database,
    @Inject(COMPANY) private readonly company: CompanySettings,
  ) {}

  get companyCurrency(): string {
    return this.company.currency;
  }

  /** Company currency per unit on that very day. Throws EXCHANGE_RATE_MISSING. */
  async rateOn(currency: string, day: string): Promise<string> {
    if (currency === this.company.currency) return SAME_CURRENCY;
    const row = await this.database.one<{ rate: string }>(
      `SELECT rate FROM exchange_rate WHERE currency = ? AND day = ? AND deleted_at IS NULL ORDER BY id DESC LIMIT 1`,
      [currency, day],
    );
    if (!row) throw new DomainError('EXCHANGE_RATE_MISSING', ['input', 'currency'], { currency, day });
    return row.rate;
  }
}
