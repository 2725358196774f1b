import { Decimal } from 'decimal.js';
import { accountKey } from './customers.js';
import { loginOf } from './organisation.js';
import { productCode, SOURCE_CURRENCY } from './product-rules.js';
import type { MavenData, MavenOpportunity } from './read-maven.js';
import type { SampleDeal, SampleStage } from './sample-records.js';
import { SeededRandom } from './seeded-random.js';
import { shiftDay, wholeWeekShift } from './shift-dates.js';

/** The reason given for lost deals: the sales data has none. */
export const UNKNOWN_LOST_REASON = 'UNKNOWN';

/** 1 − amount ÷ list price with four decimals; negative where more than the list price was paid. */
export function discountOf(amount: string, listPrice: string): string {
  return new Decimal(1).minus(new Decimal(amount).div(listPrice)).toFixed(4);
}

/** The last day that the sales data mentions, unshifted. */
export function lastMavenDay(maven: MavenData): string {
  return maven.opportunities.reduce((last, { engagedOn, closedOn }) => {
    const later = closedOn ?? engagedOn ?? '';
    return later > last ? later : last;
  }, '');
}

/** The opportunities of the sales data, shifted by whole weeks so that the last day is at most six days before `today`. */
export function buildMavenDeals(maven: MavenData, today: string): SampleDeal[] {
  const shift = wholeWeekShift(lastMavenDay(maven), today);
  const prices = new Map(maven.products.map(({ name, listPrice }) => [name, new Decimal(listPrice).toFixed(2)]));
  const accounts = new Set(maven.accounts.map(({ name }) => name));
  return maven.opportunities.map((source) => mavenDeal(source, { shift, today, prices, accounts }));
}

interface Shared {
  shift: number;
  today: string;
  prices: Map<string, string>;
  accounts: Set<string>;
}

function mavenDeal(source: MavenOpportunity, { shift, today, prices, accounts }: Shared): SampleDeal {
  const listPrice = prices.get(source.productName) ?? '0.00';
  const won = source.stage === 'WON';
  const amount = won ? new Decimal(source.closeValue ?? 0).toFixed(2) : listPrice;
  const engagedOn = source.engagedOn === null ? null : shiftDay(source.engagedOn, shift);
  const closedOn = source.closedOn === null ? null : shiftDay(source.closedOn, shift);
  const { accountName } = source;
  return {
    externalKey: source.id,
    name: `${source.productName} · ${accountName ?? '客户待定'}`,
    customerKey: accountName !== null && accounts.has(accountName) ? accountKey(accountName) : null,
    customerName: accountName,
    productCode: productCode(source.productName),
    quantity: 1,
    ownerLogin: loginOf(source.agentName),
    stage: source.stage,
    amount,
    amountSource: won ? 'CLOSE_VALUE' : 'LIST_PRICE',
    closeValue: source.closeValue === null ? null : new Decimal(source.closeValue).toFixed(2),
    currency: SOURCE_CURRENCY,
    listPrice,
    discount: discountOf(amount, listPrice),
    engagedOn,
    closedOn,
    expectedCloseOn: closedOn === null ? expectedClose(source, today) : null,
    lostReason: source.stage === 'LOST' ? UNKNOWN_LOST_REASON : null,
    stageHistory: stageHistory(source.stage, engagedOn, closedOn, today),
    origin: 'MAVEN',
    generatedFields: [
      'name',
      'quantity',
      ...(won ? [] : ['amount']),
      ...(closedOn === null ? ['expectedCloseOn'] : []),
    ],
  };
}

/** A deal is engaged on its engage day and won or lost on its close day; one without any day starts on the day of loading. */
function stageHistory(stage: string, engagedOn: string | null, closedOn: string | null, today: string): SampleStage[] {
  if (engagedOn === null) return [{ stage, enteredOn: closedOn ?? today }];
  const engaged = { stage: 'ENGAGING', enteredOn: engagedOn };
  return closedOn === null ? [{ stage, enteredOn: engagedOn }] : [engaged, { stage, enteredOn: closedOn }];
}

/** Generated: the sales data says of no open deal when it may close; engaged ones within three months, others within five. */
function expectedClose(source: MavenOpportunity, today: string): string {
  const random = new SeededRandom(`expected:${source.id}`);
  return shiftDay(today, source.stage === 'PROSPECTING' ? random.integer(30, 150) : random.integer(7, 90));
}
