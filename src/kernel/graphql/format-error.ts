import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError } from 'graphql';
import { DatabaseAway } from '../database/retryable.js';
import { DomainError, RequestRefused } from '../runtime/domain-error.js';
import type { Log } from '../runtime/logging.js';
import { toUserErrors } from './user-errors.js';
import { variableFault } from './variable-fault.js';

const OURS = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'QUERY_TOO_COMPLEX',
  'RATE_LIMITED',
  'UNAVAILABLE',
]);

/** The form in which an error leaves the server, on HTTP and WebSocket alike: a code of the closed set, and nothing of the inside. */
export function formatError(error: unknown, log: Log): GraphQLFormattedError {
  const cause = rootCause(error);
  const place = error instanceof GraphQLError ? { path: error.path, locations: error.locations } : {};
  if (cause instanceof RequestRefused) {
    const retryAfter = cause.retryAfterSeconds === null ? {} : { retryAfter: cause.retryAfterSeconds };
    return { message: cause.message, ...place, extensions: { code: cause.code, ...retryAfter } };
  }
  if (cause instanceof DatabaseAway) {
    // Without a stack: while the database is away this is said for every request.
    log.warn({ reason: cause.message }, 'request refused: database away');
    return {
      message: 'The service is not available at the moment. Try again shortly. 服务暂时不可用，请稍后重试。',
      ...place,
      extensions: { code: 'UNAVAILABLE', retryAfter: 1 },
    };
  }
  if (cause instanceof DomainError) {
    const text = toUserErrors(cause, 'en').map(({ message }) => message);
    return { message: text.join(' '), ...place, extensions: { code: 'BAD_USER_INPUT' } };
  }
  if (cause instanceof GraphQLError && isOfTheDocument(cause, error)) {
    const { code, measure, limit, actual } = extensionsOf(cause);
    const known = typeof code === 'string' && OURS.has(code) ? code : 'BAD_USER_INPUT';
    const measured = limit === undefined ? {} : { measure, limit, actual };
    const fault = error instanceof GraphQLError ? variableFault(error) : null;
    const message = fault
      ? `${fault.path.join('.')}: ${cause === error ? fault.reason : cause.message}`
      : cause.message;
    const argument = fault ? { argument: fault.path } : {};
    return { message, ...place, extensions: { code: known, ...measured, ...argument } };
  }
  const errorId = randomUUID();
  log.error({ err: cause, errorId }, 'unexpected error');
  return {
    message: `Something went wrong on our side. Quote ${errorId} to the administrator. 系统内部错误，请将编号告知管理员。`,
    ...place,
    extensions: { code: 'INTERNAL', errorId },
  };
}

const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  QUERY_TOO_COMPLEX: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** HTTP status of an answer that has no data. */
export function statusOf(errors: readonly GraphQLFormattedError[]): number {
  return STATUS[String(errors[0]?.extensions?.['code'])] ?? 500;
}

/** Codes of Apollo for requests that it refuses itself. */
const REFUSED_BY_APOLLO = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * Whether the fault lies in what the caller sent. GraphQL's own errors without a code that have a path come from executing:
 * a null where none may be, a value that its scalar refuses. They are our fault and may show values.
 */
function isOfTheDocument(cause: GraphQLError, error: unknown): boolean {
  const { code } = extensionsOf(cause);
  if (typeof code === 'string') return OURS.has(code) || REFUSED_BY_APOLLO.has(code);
  const path = cause.path ?? (error instanceof GraphQLError ? error.path : undefined);
  return path === undefined || cause.message.startsWith('Argument "');
}

/** Errors of compiled documents come without extensions, whatever their type says. */
function extensionsOf(error: GraphQLError): GraphQLErrorExtensions {
  return (error.extensions as GraphQLErrorExtensions | undefined) ?? {};
}

function rootCause(error: unknown): unknown {
  let at = error;
  while (at instanceof GraphQLError && at.originalError) at = at.originalError;
  return at;
}
