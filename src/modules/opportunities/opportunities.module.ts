import { Module } from '@nestjs/common';
import { ApprovalsModule } from '../approvals/index.js';
import { CustomersModule } from '../customers/index.js';
import { PermissionsModule } from '../permissions/index.js';
import './domain/field-labels.js';
import './domain/approval-fields.js';
import './domain/opportunity-errors.js';
import './queries/opportunity-dataset.js';
import { Opportunities } from './facade.js';
import { ExchangeRateResolver } from './graphql/exchange-rate.resolver.js';
import { FiguresResolver } from './graphql/figures.resolver.js';
import { OpportunityMutationsResolver } from './graphql/opportunity-mutations.resolver.js';
import {
  CustomerOpportunitiesResolver,
  OpportunityLineResolver,
  StageEntryResolver,
} from './graphql/opportunity-parts.resolver.js';
import { OpportunityResolver } from './graphql/opportunity.resolver.js';
import { PAYLOAD_RESOLVERS } from './graphql/payload-resolvers.js';
import {
  ProductCreatePayloadResolver,
  ProductResolver,
  ProductUpdatePayloadResolver,
} from './graphql/product.resolver.js';
import { BoardQuery } from './queries/board-query.js';
import { DealEvidence } from './queries/deal-evidence.js';
import { ForecastQuery } from './queries/forecast-query.js';
import { WaterfallQuery } from './queries/waterfall-query.js';
import { WaterfallResolver } from './graphql/waterfall.resolver.js';
import { FunnelQuery } from './queries/funnel-query.js';
import { PriceFinder } from './queries/price-finder.js';
import { RateFinder } from './queries/rate-finder.js';
import { StageFinder } from './queries/stage-finder.js';
import { WonPurchases } from './queries/won-purchases.js';
import { CloseDealOnDiscountDecided } from './reactions/close-deal-on-discount-decided.js';
import { InstallStagesAtStart } from './reactions/install-stages-at-start.js';
import { AdvanceOpportunity } from './use-cases/advance-opportunity.js';
import { AskForDiscount } from './use-cases/ask-for-discount.js';
import { AssignOpportunity } from './use-cases/assign-opportunity.js';
import { CheckStage } from './use-cases/check-stage.js';
import { CompleteWin } from './use-cases/complete-win.js';
import { CreateOpportunity } from './use-cases/create-opportunity.js';
import { HandOverOpportunities } from './use-cases/hand-over-opportunities.js';
import { ImportDeal } from './use-cases/import-deal.js';
import { InstallStages } from './use-cases/install-stages.js';
import { LoseOpportunity } from './use-cases/lose-opportunity.js';
import { PriceLines } from './use-cases/price-lines.js';
import { ReopenOpportunity } from './use-cases/reopen-opportunity.js';
import { SaveProduct } from './use-cases/save-product.js';
import { SetExchangeRate } from './use-cases/set-exchange-rate.js';
import { SettleTerms } from './use-cases/settle-terms.js';
import { UpdateOpportunity } from './use-cases/update-opportunity.js';
import { WinOpportunity } from './use-cases/win-opportunity.js';
import { OpportunitiesChangesResolver } from './graphql/opportunities-changes.resolver.js';

const QUERIES = [
  BoardQuery,
  DealEvidence,
  ForecastQuery,
  WaterfallQuery,
  FunnelQuery,
  PriceFinder,
  RateFinder,
  StageFinder,
  WonPurchases,
];
const STEPS = [AskForDiscount, CheckStage, CompleteWin, PriceLines, SettleTerms, ImportDeal, InstallStages];
const MUTATIONS = [
  ...[CreateOpportunity, UpdateOpportunity, AdvanceOpportunity, WinOpportunity, LoseOpportunity],
  ...[ReopenOpportunity, AssignOpportunity, HandOverOpportunities, SaveProduct, SetExchangeRate],
];
const RESOLVERS = [
  ...[OpportunityResolver, OpportunityMutationsResolver, OpportunityLineResolver, StageEntryResolver],
  ...[CustomerOpportunitiesResolver, FiguresResolver, ExchangeRateResolver],
  ...[ProductResolver, ProductCreatePayloadResolver, ProductUpdatePayloadResolver, ...PAYLOAD_RESOLVERS],
];

@Module({
  imports: [PermissionsModule, ApprovalsModule, CustomersModule],
  providers: [
    WaterfallResolver,
    OpportunitiesChangesResolver,
    ...QUERIES,
    ...STEPS,
    ...MUTATIONS,
    ...RESOLVERS,
    CloseDealOnDiscountDecided,
    InstallStagesAtStart,
    Opportunities,
  ],
  exports: [Opportunities],
})
export class OpportunitiesModule {}
