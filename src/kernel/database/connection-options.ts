import type { PoolOptions } from 'mysql2/promise';

/** mysql2 options for a `mysql://user:password@host:port/database?socketPath=…` address, with the session set as engine-rules ask. */
export function connectionOptions(databaseUrl: string): PoolOptions {
  const url = new URL(databaseUrl);
  const socketPath = url.searchParams.get('socketPath');
  return {
    ...(socketPath ? { socketPath } : { host: url.hostname, port: Number(url.port || 3306) }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: ['DATE'],
    connectTimeout: 2_000,
    enableKeepAlive: true,
  };
}

/** Sent first on every connection: UTC, READ COMMITTED, strict mode, and no wait for a lock beyond the transaction limit. */
export const SESSION_SETTINGS: readonly string[] = [
  "SET SESSION time_zone='+00:00', SESSION innodb_lock_wait_timeout=3," +
    " SESSION sql_mode='STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'",
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];
