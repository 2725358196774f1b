import { Injectable } from '@nestjs/common';
import { CompanyCalendar } from '../kernel/runtime/company-calendar.js';
import { type ImportedDeal, Opportunities, type PlacedStage } from '../modules/opportunities/index.js';
import type { SampleDeal } from '../sample-company/sample-records.js';
import { type CustomerContext, known, type SampleContext } from './sample-context.js';
import { stageMoments } from './sample-deal-moments.js';
import { SeedJournal } from './seed-journal.js';

const DEALS_PER_STEP = 75;
const RATES_PER_STEP = 200;

/** Ids and rates that deals refer to. */
interface Catalogue {
  readonly stages: ReadonlyMap<string, PlacedStage>;
  readonly products: ReadonlyMap<string, string>;
  /** Day → company currency per unit of the deals' currency. */
  readonly rates: ReadonlyMap<string, string>;
}

/** Loads stages, products, exchange rates and the deals with their past. */
@Injectable()
export class SampleDealsSeed {
  constructor(
    private readonly journal: SeedJournal,
    private readonly opportunities: Opportunities,
    private readonly calendar: CompanyCalendar,
  ) {}

  async loadCatalogue({ company, progress, since }: SampleContext): Promise<Catalogue> {
    const { products, exchangeRates } = company;
    const [first] = exchangeRates;
    progress.begin('products 产品');
    const stages = await this.journal.step('stages', (work) => this.opportunities.installStages(work, { since }));
    const ids = await this.journal.step('products', async (work) => {
      const added: [string, string][] = [];
      for (const { code, name, series, listPrice, currency, maxDiscount } of products) {
        const price = { listPrice, currency, maxDiscount, effectiveFrom: first?.day ?? null };
        const { productId } = await this.opportunities.addProduct(work, { code, name, series, price }, since);
        added.push([code, productId]);
      }
      return added;
    });
    progress.advance(products.length);
    progress.begin('exchange rates 汇率');
    await this.journal.batches(
      'rates',
      exchangeRates,
      RATES_PER_STEP,
      (work, { fromCurrency: currency, day, rate }) =>
        this.opportunities.addExchangeRates(work, [{ currency, day, rate }]),
      (count) => progress.advance(count),
    );
    return {
      stages: new Map(stages.map((stage) => [stage.code, stage])),
      products: new Map(ids),
      rates: new Map(exchangeRates.map(({ day, rate }) => [day, rate])),
    };
  }

  async load(context: CustomerContext): Promise<void> {
    const catalogue = await this.loadCatalogue(context);
    const { company, progress } = context;
    progress.begin('deals 商机');
    await this.journal.batches(
      'deals',
      company.deals,
      DEALS_PER_STEP,
      (work, deal) => void this.opportunities.importDeal(work, this.dealOf(deal, context, catalogue)),
      (count) => progress.advance(count),
    );
  }

  private dealOf(deal: SampleDeal, context: CustomerContext, { stages, products, rates }: Catalogue): ImportedDeal {
    const { name, customerKey, customerName, amount, currency, expectedCloseOn, closedOn, externalKey } = deal;
    const owner = known(context.people, deal.ownerLogin);
    const product = context.company.products.find(({ code }) => code === deal.productCode);
    const moments = stageMoments(deal, context.loadedAt, (day) => this.calendar.startOf(day));
    return {
      name,
      customerId: customerKey === null ? null : known(context.customers, customerKey),
      customerName,
      ownerId: owner.id,
      departmentId: owner.departmentId,
      amount,
      currency,
      rate: known(rates, closedOn ?? context.company.today),
      line: {
        productId: known(products, deal.productCode),
        quantity: String(deal.quantity),
        listAmount: deal.listPrice,
        maxDiscount: product?.maxDiscount ?? null,
      },
      expectedCloseOn,
      closedOn,
      lostReason: deal.lostReason as ImportedDeal['lostReason'],
      externalKey,
      stages: deal.stageHistory.map(({ stage }, index) => ({
        stage: known(stages, stage),
        enteredAt: moments[index]!,
      })),
    };
  }
}
