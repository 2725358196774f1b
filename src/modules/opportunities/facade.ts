import { Injectable } from '@nestjs/common';
import type { Work } from '../../kernel/database/work.js';
import { RateFinder } from './queries/rate-finder.js';
import type { PlacedStage } from './queries/stage-finder.js';
import { type PurchasePage, type WonPurchase, WonPurchases } from './queries/won-purchases.js';
import { type ImportedDeal, ImportDeal } from './use-cases/import-deal.js';
import { type Installation, InstallStages } from './use-cases/install-stages.js';
import { type ProductForm, SaveProduct } from './use-cases/save-product.js';
import { type RateFacts, SetExchangeRate } from './use-cases/set-exchange-rate.js';

/** What other modules, imports and set-up may ask of opportunities. */
@Injectable()
export class Opportunities {
  constructor(
    private readonly deals: ImportDeal,
    private readonly installation: InstallStages,
    private readonly products: SaveProduct,
    private readonly rates: SetExchangeRate,
    private readonly rateFinder: RateFinder,
    private readonly purchases: WonPurchases,
  ) {}

  /** Adds a deal with its past in the caller's transaction, up to 200 of them in one; reads nothing. */
  importDeal(work: Work, deal: ImportedDeal): { opportunityId: string } {
    return this.deals.execute(work, deal);
  }

  /** Installs a stage model, the standard one by default, as the active revision; answers its stages. */
  installStages(work: Work, installation?: Installation): Promise<PlacedStage[]> {
    return this.installation.execute(work, installation);
  }

  /** Stages of the active model, in order; the standard model is installed when there is none. */
  currentStages(): Promise<PlacedStage[]> {
    return this.installation.ensure();
  }

  /** Adds a product, with its price rule when one is given; `since`: the earlier moment that imports have it hold from. Throws PRODUCT_CODE_TAKEN, INVALID_PRICE_RULE. */
  addProduct(work: Work, product: ProductForm, since?: Date): Promise<{ productId: string }> {
    return this.products.add(work, product, since);
  }

  /** Adds the rates of days that have none yet. */
  addExchangeRates(work: Work, rates: readonly RateFacts[]): void {
    for (const rate of rates) this.rates.add(work, rate);
  }

  /** Company currency per unit of a currency on that day. Throws EXCHANGE_RATE_MISSING. */
  rateOn(currency: string, day: string): Promise<string> {
    return this.rateFinder.rateOn(currency, day);
  }

  /** Won deals as purchases, page after page in id order, for jobs of the system; never for answers to people. */
  wonPurchases(page: PurchasePage): Promise<WonPurchase[]> {
    return this.purchases.page(page);
  }
}
