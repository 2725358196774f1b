import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { dataSourceOptions } from '../ormconfig.js';
import { MIGRATIONS } from './migrations/index.js';
import { AuditModule } from './kernel/audit/audit.module.js';
import { DatabaseModule, SCHEMA_OPTIONS } from './kernel/database/database.module.js';
import { EventsModule } from './kernel/events/events.module.js';
import { ExplorerController } from './kernel/graphql/explorer/explorer.controller.js';
import { GraphqlModule } from './kernel/graphql/graphql.module.js';
import { HistoryModule } from './kernel/history/history.module.js';
import { JobsModule } from './kernel/jobs/jobs.module.js';
import { ListsModule } from './kernel/lists/lists.module.js';
import { MIGRATION_NAMES } from './kernel/runtime/health-check.js';
import { BlobsModule } from './kernel/runtime/blobs.module.js';
import { OperationsModule } from './kernel/runtime/operations.module.js';
import { RuntimeModule } from './kernel/runtime/runtime.module.js';
import type { Settings } from './kernel/runtime/settings.js';
import { AccountsModule } from './modules/accounts/index.js';
import { ApprovalsModule } from './modules/approvals/index.js';
import { ChurnModule } from './modules/churn/index.js';
import { CustomersModule } from './modules/customers/index.js';
import { NotificationsModule } from './modules/notifications/index.js';
import { OpportunitiesModule } from './modules/opportunities/index.js';
import { PermissionsModule } from './modules/permissions/index.js';
import { ReportingModule } from './modules/reporting/index.js';
import { ServiceModule } from './modules/service/index.js';
import { SetupModule } from './setup/setup.module.js';

@Global()
@Module({
  providers: [
    { provide: SCHEMA_OPTIONS, useValue: dataSourceOptions },
    { provide: MIGRATION_NAMES, useValue: MIGRATIONS.map(({ name }) => name) },
  ],
  exports: [SCHEMA_OPTIONS, MIGRATION_NAMES],
})
class SchemaModule {}

/** The one list of modules. */
@Module({
  imports: [
    SchemaModule,
    DatabaseModule,
    ScheduleModule.forRoot(),
    JobsModule,
    EventsModule,
    AuditModule,
    HistoryModule,
    ListsModule,
    OperationsModule,
    BlobsModule,
    GraphqlModule,
    PermissionsModule,
    AccountsModule,
    ApprovalsModule,
    CustomersModule,
    OpportunitiesModule,
    ReportingModule,
    ChurnModule,
    NotificationsModule,
    ServiceModule,
    SetupModule,
  ],
  controllers: [ExplorerController],
})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return { module: AppModule, imports: [RuntimeModule.with(settings)] };
  }
}
