const RETRY_WHOLE = new Set([1213, 1205, 3101, 8002, 8022, 8028, 9007]);
/** Among them full (1040, 1203) and read-only servers (1290, 1792, 1836): another connection may do better. */
const LOST_CONNECTION_ERRNO = new Set([1047, 1180, 2006, 2013, 1927, 1053, 1040, 1203, 1290, 1792, 1836]);
const LOST_CONNECTION_CODE = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'PROTOCOL_SEQUENCE_TIMEOUT',
]);

/** No room is left for a table (1114), on the disk (1021) or in a file (3, 1026; 1030 tells the system's 28 in its words). */
const FULL_ERRNO = new Set([3, 28, 1021, 1026, 1114]);
const FULL_IN_WORDS = /\b(error|errno|errcode):? "?28\b/i;

/** What a database error means for the work that met it. */
export type DatabaseFault = 'retry-whole' | 'connection-lost' | 'full' | 'duplicate' | 'other';

/** Two writers met on one version, without the client having named a version: the work starts again. */
export class VersionRace extends Error {}

/** Another call with the same idempotency key has committed first: the work starts again and finds its answer. */
export class KeyTaken extends Error {}

/** The database is out of reach; the caller gets UNAVAILABLE. */
export class DatabaseAway extends Error {}

/** The connection was lost inside a transaction, before COMMIT was sent: there was no effect. */
export class ConnectionLost extends DatabaseAway {}

/** The database has no room left: the caller gets UNAVAILABLE, and another try would meet the same. */
export class DatabaseFull extends DatabaseAway {}

/** COMMIT was sent and not confirmed: the idempotency key tells whether it happened. */
export class OutcomeUnknown extends DatabaseAway {}

/** Classifies an error by the engines' codes (engine-rules: MariaDB, Galera, Group Replication, TiDB). */
export function faultOf(error: unknown): DatabaseFault {
  if (error instanceof VersionRace || error instanceof KeyTaken) return 'retry-whole';
  const { errno, code, message } = unwrap(error);
  if (errno !== null && RETRY_WHOLE.has(errno)) return 'retry-whole';
  if (errno === 1062) return 'duplicate';
  if (errno !== null && (FULL_ERRNO.has(errno) || (errno === 1030 && FULL_IN_WORDS.test(message)))) return 'full';
  if ((errno !== null && LOST_CONNECTION_ERRNO.has(errno)) || LOST_CONNECTION_CODE.has(code)) return 'connection-lost';
  if (/closed state|Pool is closed|Connection lost|socket has been ended/i.test(message)) return 'connection-lost';
  return 'other';
}

function unwrap(error: unknown): { errno: number | null; code: string; message: string } {
  if (typeof error !== 'object' || error === null) return { errno: null, code: '', message: '' };
  const { errno, code, message } = error as { errno?: unknown; code?: unknown; message?: unknown };
  return {
    errno: typeof errno === 'number' ? Math.abs(errno) : null,
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
  };
}
