import { Module } from '@nestjs/common';
import { OpportunitiesModule } from '../opportunities/index.js';
import { PermissionsModule } from '../permissions/index.js';
import './domain/field-labels.js';
import './domain/churn-errors.js';
import { Churn } from './facade.js';
import { ChurnLiveResolver } from './graphql/churn-live.resolver.js';
import { ChurnMutationsResolver } from './graphql/churn-mutations.resolver.js';
import { CHURN_PAYLOAD_RESOLVERS } from './graphql/churn-payloads.resolver.js';
import { ChurnWarningFieldsResolver } from './graphql/churn-warning-fields.resolver.js';
import { ChurnWarningResolver } from './graphql/churn-warning.resolver.js';
import { CustomerChurnResolver } from './graphql/customer-churn.resolver.js';
import './queries/churn-dataset.js';
import { ModelFinder } from './queries/model-finder.js';
import { PurchaseAssessor } from './queries/purchase-assessor.js';
import { PurchaseLogs } from './queries/purchase-logs.js';
import { SpellFinder } from './queries/spell-finder.js';
import { WarnedCustomers } from './queries/warned-customers.js';
import { FollowOwnerOnCustomerTransferred } from './reactions/follow-owner-on-customer-transferred.js';
import { ScanForChurnEveryNight } from './reactions/scan-for-churn-every-night.js';
import { WithdrawWarningOnCustomerDeleted } from './reactions/withdraw-warning-on-customer-deleted.js';
import { ActOnWarning } from './use-cases/act-on-warning.js';
import { ChangeWarnings } from './use-cases/change-warnings.js';
import { CloseWarning } from './use-cases/close-warning.js';
import { FitChurnModel } from './use-cases/fit-churn-model.js';
import { FollowCustomer } from './use-cases/follow-customer.js';
import { HandOverActions } from './use-cases/hand-over-actions.js';
import { ScanForChurn } from './use-cases/scan-for-churn.js';
import { WarnCustomers } from './use-cases/warn-customers.js';
import { WithdrawWarning } from './use-cases/withdraw-warning.js';
import { ChurnChangesResolver } from './graphql/churn-changes.resolver.js';

const QUERIES = [ModelFinder, PurchaseAssessor, PurchaseLogs, SpellFinder, WarnedCustomers];

const USE_CASES = [
  FitChurnModel,
  ChangeWarnings,
  WarnCustomers,
  ScanForChurn,
  ActOnWarning,
  CloseWarning,
  FollowCustomer,
  HandOverActions,
  WithdrawWarning,
];

const REACTIONS = [ScanForChurnEveryNight, FollowOwnerOnCustomerTransferred, WithdrawWarningOnCustomerDeleted];

const RESOLVERS = [
  ChurnWarningResolver,
  ChurnWarningFieldsResolver,
  ChurnMutationsResolver,
  ...CHURN_PAYLOAD_RESOLVERS,
  CustomerChurnResolver,
  ChurnLiveResolver,
];

@Module({
  imports: [PermissionsModule, OpportunitiesModule],
  providers: [ChurnChangesResolver, ...QUERIES, ...USE_CASES, ...REACTIONS, ...RESOLVERS, Churn],
  exports: [Churn],
})
export class ChurnModule {}
