import 'reflect-metadata';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { recordKinds } from './src/kernel/database/record-kind.js';
import { SnakeNaming } from './src/kernel/database/snake-naming.js';
import './src/entities.js';
import { MIGRATIONS } from './src/migrations/index.js';

/** TypeORM's options for the migrations, the drift check and the entity metadata; reads and writes go through kernel/database. */
export function dataSourceOptions(databaseUrl: string): DataSourceOptions {
  const url = new URL(databaseUrl);
  const socketPath = url.searchParams.get('socketPath');
  return {
    type: 'mariadb',
    ...(socketPath ? { socketPath } : { host: url.hostname, port: Number(url.port || 3306) }),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    poolSize: 1,
    connectTimeout: 5_000,
    synchronize: false,
    // The console logger would print every failed statement beside our one clear message.
    logger: 'debug',
    migrationsTransactionMode: 'none',
    migrationsTableName: 'schema_migration',
    namingStrategy: new SnakeNaming(),
    entities: recordKinds().flatMap(({ target, history }) => (history ? [target, history] : [target])),
    migrations: MIGRATIONS,
  };
}

/** The data source of `typeorm migration:run -d dist/ormconfig.js`. */
export default new DataSource(dataSourceOptions(process.env['DATABASE_URL'] ?? 'mysql://root@127.0.0.1:3306/guanxi'));
