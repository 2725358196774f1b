export { Churn } from './facade.js';
export { ChurnModule } from './churn.module.js';
export { CHURN_WARNING } from './churn.permissions.js';
export {
  CHURN_WARNING_RAISED_MESSAGE,
  ChurnWarningActed,
  type ChurnWarningActedPayload,
  ChurnWarningClosed,
  type ChurnWarningClosedPayload,
  ChurnWarningRaised,
  type ChurnWarningRaisedPayload,
  ChurnWarningUpdated,
  type ChurnWarningUpdatedPayload,
} from './domain/churn-events.js';
export { CHURN_WARNINGS } from './queries/churn-warning-list.js';
export { ChurnWarningNode } from './graphql/churn-warning.types.js';
export type { ScanAccount } from './domain/churn-scan.js';
