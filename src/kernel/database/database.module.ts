import {
  Global,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Clock } from '../runtime/clock.js';
import { SETTINGS, type Settings } from '../runtime/settings.js';
import { Database } from './database.js';
import { IdSource } from './ids.js';
import { leaseIds, type NumberedIds } from './instance-number.js';
import { migrate } from './migrate.js';
import { RecordMapper } from './record-mapper.js';
import { ThinnedMonths } from './thinned-months.js';
import { UnitOfWork } from './unit-of-work.js';

/** Injection token of the started schema: migrated, with entity metadata. */
const SCHEMA = Symbol('SCHEMA');
const INSTANCE = Symbol('INSTANCE');

/** Injection token: makes TypeORM's options (entities, migrations) for a database address; the application provides it. */
export const SCHEMA_OPTIONS = Symbol('SCHEMA_OPTIONS');
export type SchemaOptions = (databaseUrl: string) => DataSourceOptions;

/** Watches the database while the application runs; closes what this part holds open, last of all. */
@Injectable()
class DatabaseLife implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    @Inject(INSTANCE) private readonly instance: NumberedIds,
  ) {}

  onApplicationBootstrap(): void {
    this.database.watch();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.instance.stop();
    await this.database.close();
  }
}

/** Brings the schema up to date, then offers the connection pool, the unit of work and ids. */
@Global()
@Module({
  providers: [
    Clock,
    Database,
    ThinnedMonths,
    UnitOfWork,
    DatabaseLife,
    {
      provide: SCHEMA,
      inject: [SETTINGS, SCHEMA_OPTIONS],
      useFactory: async (settings: Settings, options: SchemaOptions): Promise<DataSource> => {
        const dataSource = await new DataSource(options(settings.databaseUrl)).initialize();
        try {
          await migrate(dataSource);
        } finally {
          await dataSource.destroy();
        }
        return dataSource;
      },
    },
    { provide: RecordMapper, inject: [SCHEMA], useFactory: (dataSource: DataSource) => new RecordMapper(dataSource) },
    {
      provide: INSTANCE,
      inject: [Database, Clock, SCHEMA],
      useFactory: (database: Database, clock: Clock) => leaseIds(database, () => clock.millis()),
    },
    { provide: IdSource, inject: [INSTANCE], useFactory: ({ ids }: NumberedIds) => ids },
  ],
  exports: [Clock, Database, ThinnedMonths, UnitOfWork, RecordMapper, IdSource],
})
export class DatabaseModule {}
