import { Decimal } from 'decimal.js';
import type { MavenProduct } from './read-maven.js';
import type { SampleExchangeRate, SampleProduct } from './sample-records.js';
import { daysBetween, shiftDay } from './shift-dates.js';

/** The currency that the sample company keeps its books in. */
export const COMPANY_CURRENCY = 'CNY';

/** The currency of the sales data. */
export const SOURCE_CURRENCY = 'USD';

/** Assumed for every day of the sample: 1 USD = 7.10 CNY, a round figure near the rates of recent years, not a quotation. */
export const USD_TO_CNY = '7.1000';

/** The largest discount on list price that needs no approval. */
export const MAX_DISCOUNT = '0.10';

/** How many days after the day of loading the table of rates still covers, so that a demo can be worked on for a year. */
const RATE_DAYS_AHEAD = 366;

/** A short code for a product: `GTX Plus Pro` → `GTX-PLUS-PRO`. */
export function productCode(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]+/g, '-');
}

/** An amount in US dollars in the company's currency at the assumed rate. */
export function toCompanyCurrency(dollars: string): string {
  return new Decimal(dollars).times(USD_TO_CNY).toFixed(2);
}

/** The products with list price in both currencies and the rule for discounts. */
export function buildProducts(products: MavenProduct[]): SampleProduct[] {
  return products.map(({ name, series, listPrice }) => ({
    code: productCode(name),
    name,
    series,
    listPrice: new Decimal(listPrice).toFixed(2),
    currency: SOURCE_CURRENCY,
    listPriceBase: toCompanyCurrency(listPrice),
    maxDiscount: MAX_DISCOUNT,
    generatedFields: ['code', 'currency', 'listPriceBase', 'maxDiscount'],
  }));
}

/** One rate for each day from `firstDay` to a year after `today`. */
export function buildExchangeRates(firstDay: string, today: string): SampleExchangeRate[] {
  const days = daysBetween(firstDay, today) + RATE_DAYS_AHEAD;
  return Array.from({ length: days + 1 }, (_, i) => ({
    day: shiftDay(firstDay, i),
    fromCurrency: SOURCE_CURRENCY,
    toCurrency: COMPANY_CURRENCY,
    rate: USD_TO_CNY,
  }));
}
