import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** What the process was told from outside; every value is checked once, at start. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** At least 32 characters; signs access tokens and cursors. */
  readonly signingSecret: string;
  readonly logLevel: LogLevel;
  /** True when the start script runs the private database, which is the only mode with sample data and demo accounts. */
  readonly embedded: boolean;
  readonly adminLogin: string | null;
  readonly adminPassword: string | null;
  /** Connections in the pool; more than the engine can serve at once only lengthens its queue. */
  readonly poolSize: number;
  /** Rows that one person may ask for within a minute; for whoever is not signed in, one address. */
  readonly rowsPerMinute: number;
  /** Months past whose history is kept to the millisecond; of older ones only the end. 0: of all. */
  readonly historyExactMonths: number;
  /** Reverse proxies whose `X-Forwarded-For` is believed; without them all callers behind one would count as one address. */
  readonly trustedProxies: readonly string[];
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** Injection token of the settings. */
export const SETTINGS = Symbol('SETTINGS');

/** A setting that cannot be used; its message names the setting and the way out. */
export class SettingRefused extends Error {}

const KNOWN_BAD_SECRETS = ['changeme', 'secret', 'default', 'password', '00000000', 'xxxxxxxx'];

/** Reads and checks the environment. Throws SettingRefused. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const databaseUrl = env['DATABASE_URL'] ?? '';
  if (!/^(mysql|mariadb):\/\//.test(databaseUrl))
    throw new SettingRefused('DATABASE_URL must look like mysql://user:password@host:3306/database.');
  return {
    port: wholeNumber(env, 'PORT', 3000, 0, 65_535),
    host: env['HOST'] || '127.0.0.1',
    databaseUrl,
    dataDir: resolve(env['DATA_DIR'] || '.data'),
    signingSecret: secretOf(env['SIGNING_SECRET']),
    logLevel: logLevelOf(env['LOG_LEVEL'] || 'info'),
    embedded: env['EMBEDDED'] === '1',
    adminLogin: env['ADMIN_LOGIN'] || null,
    adminPassword: env['ADMIN_PASSWORD'] || null,
    poolSize: wholeNumber(env, 'POOL_SIZE', 12, 2, 200),
    rowsPerMinute: wholeNumber(env, 'ROWS_PER_MINUTE', 300_000, 10_000, 1_000_000_000),
    historyExactMonths: exactMonthsOf(env),
    trustedProxies: addressesOf(env['TRUSTED_PROXIES'] || ''),
  };
}

/** What has gone does not come back, so a slip of the finger must not take last year. */
const LEAST_EXACT_MONTHS = 12;

function exactMonthsOf(env: NodeJS.ProcessEnv): number {
  return env['HISTORY_EXACT_MONTHS'] === '0'
    ? 0
    : wholeNumber(env, 'HISTORY_EXACT_MONTHS', 0, LEAST_EXACT_MONTHS, 1_200);
}

function addressesOf(text: string): string[] {
  const parts = text.split(',').flatMap((part) => part.trim() || []);
  const odd = parts.find((part) => isIP(part.split('/')[0]!) === 0);
  if (odd !== undefined) throw new SettingRefused(`TRUSTED_PROXIES must hold IP addresses or ranges, not "${odd}".`);
  return parts;
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (!text) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new SettingRefused(`${name} must be a whole number from ${least} to ${most}, not "${text}".`);
  return value;
}

function secretOf(secret: string | undefined): string {
  const way = 'Set it to at least 32 random characters, for example the output of: openssl rand -base64 48';
  if (!secret) throw new SettingRefused(`SIGNING_SECRET is missing. ${way}`);
  const lower = secret.toLowerCase();
  if (secret.length < 32 || new Set(secret).size < 10 || KNOWN_BAD_SECRETS.some((bad) => lower.startsWith(bad)))
    throw new SettingRefused(`SIGNING_SECRET is too weak or a known default. ${way}`);
  return secret;
}

function logLevelOf(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text);
  if (!level) throw new SettingRefused(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${text}".`);
  return level;
}
