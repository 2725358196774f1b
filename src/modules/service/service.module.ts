import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/index.js';
import { PermissionsModule } from '../permissions/index.js';
import './domain/field-labels.js';
import './domain/service-errors.js';
import './queries/service-case-dataset.js';
import { ServiceDesk } from './facade.js';
import { ServiceCaseChangesResolver } from './graphql/service-case-changes.resolver.js';
import { CASE_PAYLOAD_RESOLVERS } from './graphql/service-case.payloads.js';
import { ServiceCaseResolver } from './graphql/service-case.resolver.js';
import { ServiceProcessPublishPayloadResolver, ServiceProcessResolver } from './graphql/service-process.resolver.js';
import {
  CustomerServiceCasesResolver,
  ServiceEntryResolver,
  ServiceRecordResolver,
  ServiceStepResolver,
} from './graphql/service-record.resolver.js';
import { CaseCounts } from './queries/case-counts.js';
import { CaseReferences } from './queries/case-references.js';
import { DueClockFinder } from './queries/due-clock-finder.js';
import { DueMoments } from './queries/due-moments.js';
import { Performers } from './queries/performers.js';
import { ProcessFinder } from './queries/process-finder.js';
import { FireClocksEveryMinute } from './reactions/fire-clocks-every-minute.js';
import { AssignCase } from './use-cases/assign-case.js';
import { CloseCase } from './use-cases/close-case.js';
import { FireClocks } from './use-cases/fire-clocks.js';
import { ForwardCase } from './use-cases/forward-case.js';
import { HandOverCases } from './use-cases/hand-over-cases.js';
import { ImportCase } from './use-cases/import-case.js';
import { NumberCases } from './use-cases/number-cases.js';
import { OpenCase } from './use-cases/open-case.js';
import { PublishProcess } from './use-cases/publish-process.js';
import { RecordHandling } from './use-cases/record-handling.js';
import { ReopenCase } from './use-cases/reopen-case.js';
import { TakeCase } from './use-cases/take-case.js';
import { TellSignals } from './use-cases/tell-signals.js';
import { CaseLog } from './use-cases/write-case-log.js';
import { ServiceChangesResolver } from './graphql/service-changes.resolver.js';

const QUERIES = [CaseCounts, CaseReferences, DueClockFinder, DueMoments, Performers, ProcessFinder];
const CHANGES = [
  OpenCase,
  TakeCase,
  AssignCase,
  ForwardCase,
  RecordHandling,
  CloseCase,
  ReopenCase,
  PublishProcess,
  ImportCase,
  HandOverCases,
];
const PARTS = [CaseLog, NumberCases, TellSignals, FireClocks, FireClocksEveryMinute];
const RESOLVERS = [
  ServiceCaseResolver,
  ServiceRecordResolver,
  ServiceStepResolver,
  ServiceEntryResolver,
  CustomerServiceCasesResolver,
  ServiceCaseChangesResolver,
  ServiceProcessResolver,
  ServiceProcessPublishPayloadResolver,
  ...CASE_PAYLOAD_RESOLVERS,
];

@Module({
  imports: [PermissionsModule, CustomersModule],
  providers: [ServiceChangesResolver, ...QUERIES, ...CHANGES, ...PARTS, ...RESOLVERS, ServiceDesk],
  exports: [ServiceDesk],
})
export class ServiceModule {}
