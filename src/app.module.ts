import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { dataSourceOptions } from '../ormconfig.js';
import { DatabaseModule, SCHEMA_OPTIONS } from './kernel/database/database.module.js';
import { EventsModule } from './kernel/events/events.module.js';
import { ExplorerController } from './kernel/graphql/explorer/explorer.controller.js';
import { GraphqlModule } from './kernel/graphql/graphql.module.js';
import { JobsModule } from './kernel/jobs/jobs.module.js';
import { ListsModule } from './kernel/lists/lists.module.js';
import { RuntimeModule } from './kernel/runtime/runtime.module.js';
import type { Settings } from './kernel/runtime/settings.js';
import { AccountsModule } from './modules/accounts/index.js';
import { CustomersModule } from './modules/customers/index.js';
import { PermissionsModule } from './modules/permissions/index.js';
import { SetupModule } from './setup/setup.module.js';

@Global()
@Module({ providers: [{ provide: SCHEMA_OPTIONS, useValue: dataSourceOptions }], exports: [SCHEMA_OPTIONS] })
class SchemaModule {}

/** The one list of modules. */
@Module({
  imports: [
    SchemaModule,
    DatabaseModule,
    ScheduleModule.forRoot(),
    JobsModule,
    EventsModule,
    ListsModule,
    GraphqlModule,
    PermissionsModule,
    AccountsModule,
    CustomersModule,
    SetupModule,
  ],
  controllers: [ExplorerController],
})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return { module: AppModule, imports: [RuntimeModule.with(settings)] };
  }
}
