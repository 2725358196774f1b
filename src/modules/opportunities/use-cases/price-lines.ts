import { Injectable } from '@nestjs/common';
import { Decimal } from 'decimal.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { compareAmounts, multiplyAmount } from '../../../kernel/runtime/money.js';
import type { LineFacts } from '../domain/opportunity-line.js';
import { PriceFinder, type ProductPriceView } from '../queries/price-finder.js';
import { RateFinder } from '../queries/rate-finder.js';

/** A line as it is asked for; without a unit price the list price counts. */
export interface LineRequest {
  readonly productId: string;
  readonly quantity: string;
  readonly unitPrice?: string | null;
}

const RATE_PLACES = 12;

/** Finds list price and price rule of each line; a list price in another currency is converted at the day's rates. */
@Injectable()
export class PriceLines {
  constructor(
    private readonly prices: PriceFinder,
    private readonly rates: RateFinder,
  ) {}

  /** Throws INVALID_REFERENCE, PRICE_MISSING, INVALID_LINE_QUANTITY, INVALID_LINE_PRICE, EXCHANGE_RATE_MISSING. */
  async execute(lines: readonly LineRequest[], currency: string, day: string): Promise<LineFacts[]> {
    const ids = [...new Set(lines.map(({ productId }) => productId))];
    const prices = await this.prices.pricesOn(ids, currency, day);
    const priced: LineFacts[] = [];
    for (const [index, line] of lines.entries()) {
      const path = ['input', 'lines', String(index)];
      refuseSenseless(line, path);
      const price = prices.get(line.productId);
      if (!price) throw new DomainError('INVALID_REFERENCE', [...path, 'productId']);
      const listPrice = await this.listPriceIn(currency, price, day, path);
      const { productId, quantity } = line;
      priced.push({
        productId,
        quantity,
        unitPrice: line.unitPrice ?? listPrice,
        listPrice,
        maxDiscount: price.maxDiscount,
      });
    }
    return priced;
  }

  private async listPriceIn(
    currency: string,
    price: ProductPriceView,
    day: string,
    path: readonly string[],
  ): Promise<string> {
    if (price.listPrice === null || price.currency === null)
      throw new DomainError('PRICE_MISSING', [...path, 'productId'], { product: price.productName, day });
    if (price.currency === currency) return price.listPrice;
    const from = await this.rates.rateOn(price.currency, day);
    const to = await this.rates.rateOn(currency, day);
    return multiplyAmount(price.listPrice, new Decimal(from).div(to).toFixed(RATE_PLACES));
  }
}

function refuseSenseless({ quantity, unitPrice }: LineRequest, path: readonly string[]): void {
  if (compareAmounts(quantity, '0') <= 0) throw new DomainError('INVALID_LINE_QUANTITY', [...path, 'quantity']);
  if (unitPrice && compareAmounts(unitPrice, '0') < 0)
    throw new DomainError('INVALID_LINE_PRICE', [...path, 'unitPrice']);
}
