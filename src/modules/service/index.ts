export { ServiceDesk } from './facade.js';
export { ServiceModule } from './service.module.js';
export { SERVICE_CASE } from './service.permissions.js';
export { SERVICE_CASES } from './queries/service-case-list.js';
export { ServiceCaseNode } from './graphql/service-case.types.js';
export { ServiceCaseKind, ServiceCaseState, ServiceChannel, ServicePriority } from './domain/service-enums.js';
export {
  type CaseFacts,
  type ClockFacts,
  ServiceCaseClosed,
  ServiceCaseForwarded,
  ServiceCaseHandedOver,
  ServiceCaseOpened,
  ServiceCaseReopened,
  ServiceCaseTaken,
  ServiceClockBreached,
  ServiceClockWarned,
} from './domain/service-events.js';
export type { ProcessFacts, ProcessStep } from './domain/service-process.js';
export type { CustomerCaseCounts } from './queries/case-counts.js';
export type { ImportedCase, ImportedStep } from './use-cases/import-case.js';
