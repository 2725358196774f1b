import { Injectable } from '@nestjs/common';
import { knows } from '../../../kernel/access/field-access.js';
import type { Work } from '../../../kernel/database/work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Customers, CUSTOMERS } from '../../customers/index.js';
import type { Opportunity } from '../domain/opportunity.js';
import { OpportunityLine } from '../domain/opportunity-line.js';
import { PRODUCTS } from '../queries/product-list.js';
import { RateFinder } from '../queries/rate-finder.js';
import { type LineRequest, PriceLines } from './price-lines.js';

/** What people say about a deal; what is not given stays, null empties. */
export interface DealTerms {
  readonly name?: string;
  readonly customerId?: string | null;
  readonly amount?: string | null;
  readonly currency?: string | null;
  readonly lines?: readonly LineRequest[] | null;
  readonly expectedCloseOn?: string | null;
  readonly nextStep?: string | null;
}

/** Brings a deal's customer, lines and amounts to what the input says. */
@Injectable()
export class SettleTerms {
  constructor(
    private readonly lists: ListReader,
    private readonly customers: Customers,
    private readonly pricing: PriceLines,
    private readonly rates: RateFinder,
    private readonly calendar: CompanyCalendar,
  ) {}

  /** Throws INVALID_REFERENCE, AMOUNT_FROM_LINES, LINES_NEEDED, UNIT_PRICE_NEEDED, INVALID_DEAL_AMOUNT, EXCHANGE_RATE_MISSING and what PriceLines throws. */
  async execute(work: Work, deal: Opportunity, terms: DealTerms): Promise<void> {
    deal.describe(terms);
    if (terms.customerId !== undefined) await this.sellTo(work, deal, terms.customerId);
    const currency = terms.currency ?? deal.currency;
    const repriced = terms.lines !== undefined && terms.lines !== null;
    if (!repriced && terms.amount === undefined && currency === deal.currency) return;
    const kept = repriced ? [] : await work.fetchWhere(OpportunityLine, { opportunityId: deal.id });
    const lines = repriced ? await this.replaceLines(work, deal, terms.lines, currency) : kept;
    if (lines.length > 0) priceByLines(deal, terms, lines, currency);
    else deal.priceAs(terms.amount === undefined ? deal.amount : terms.amount, currency);
    deal.convertAt(await this.rates.rateOn(currency, this.calendar.today()));
  }

  private async sellTo(work: Work, deal: Opportunity, customerId: string | null): Promise<void> {
    if (customerId === null) return deal.sellTo({ id: null, name: null });
    const [customer] = await this.lists.byIds(CUSTOMERS, work.viewer, [customerId]);
    if (!customer) throw new DomainError('INVALID_REFERENCE', ['input', 'customerId']);
    // What the asker sees may be a mask; the copy is everybody's.
    deal.sellTo({ id: customerId, name: await this.customers.storedName(customerId) });
  }

  private async replaceLines(
    work: Work,
    deal: Opportunity,
    requests: readonly LineRequest[],
    currency: string,
  ): Promise<OpportunityLine[]> {
    const before = await work.fetchWhere(OpportunityLine, { opportunityId: deal.id });
    await this.mustBeKnown(work, requests, before);
    mustStatePrices(work, requests);
    const facts = await this.pricing.execute(requests, currency, this.calendar.today());
    for (const old of before) work.remove(old);
    return facts.map((line, index) => work.add(OpportunityLine.of(deal.id, index + 1, line)));
  }

  /** Nobody learns the price of a product that they do not see; one that the deal has already may stay. Throws INVALID_REFERENCE. */
  private async mustBeKnown(
    work: Work,
    requests: readonly LineRequest[],
    before: readonly OpportunityLine[],
  ): Promise<void> {
    const ids = requests.map(({ productId }) => productId);
    const seen = await this.lists.byIds<{ readonly id: string }>(PRODUCTS, work.viewer, ids);
    const known = new Set([...seen.map(({ id }) => id), ...before.map(({ productId }) => productId)]);
    const index = ids.findIndex((id) => !known.has(id));
    if (index >= 0) throw new DomainError('INVALID_REFERENCE', ['input', 'lines', String(index), 'productId']);
  }
}

/** The list price does not fill in what somebody leaves out who does not know it: it would tell them. Throws UNIT_PRICE_NEEDED. */
function mustStatePrices({ viewer }: Work, requests: readonly LineRequest[]): void {
  if (knows(viewer, 'product_price', 'list_price')) return;
  const index = requests.findIndex(({ unitPrice }) => unitPrice === undefined || unitPrice === null);
  if (index >= 0) throw new DomainError('UNIT_PRICE_NEEDED', ['input', 'lines', String(index), 'unitPrice']);
}

function priceByLines(deal: Opportunity, terms: DealTerms, lines: readonly OpportunityLine[], currency: string): void {
  if (terms.amount !== undefined && terms.amount !== null)
    throw new DomainError('AMOUNT_FROM_LINES', ['input', 'amount']);
  if (!terms.lines && currency !== deal.currency) throw new DomainError('LINES_NEEDED', ['input', 'lines']);
  deal.priceByLines(lines, currency);
}
