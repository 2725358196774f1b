import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import { loggedError } from './logged-error.js';
import { currentRequest } from './request-scope.js';

/** Injection token of the structured log. */
export const LOG = Symbol('LOG');
export type Log = Logger;

/** Field names whose values never reach the log, wherever they stand. */
const PRIVATE_FIELDS = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'signingSecret',
  'phone',
  'mobile',
  'email',
  'creditCode',
  'idNumber',
  'variables',
];

const paths = PRIVATE_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** One JSON line per entry, with the request id; secrets and personal data are redacted, of errors only what tells the fault is kept. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: { paths, censor: '[redacted]' },
    serializers: { err: loggedError },
    mixin: () => {
      const request = currentRequest();
      return request ? { requestId: request.requestId, personId: request.viewer?.personId } : {};
    },
  });
}

/** Lets Nest's own messages go to the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  private write(level: 'error' | 'warn' | 'debug', message: unknown, rest: unknown[]): void {
    // Refusals pass through Nest's handler as errors; what is unexpected is logged once, with its errorId, where errors get their form.
    if (rest.at(-1) === 'ExceptionsHandler') return;
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    if (message instanceof Error) this.sink[level]({ err: message, context }, message.message);
    else this.sink[level]({ context }, String(message));
  }
}
