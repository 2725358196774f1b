import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Log } from '../runtime/logging.js';
import { formatError, statusOf } from './format-error.js';

/** A failure to make a request's scope as Apollo wants it: without a status of its own it would answer 500, also when the database is away. */
export function refusedContext(error: unknown, log: Log): GraphQLError {
  const { message, extensions } = formatError(error, log);
  const headers = new HeaderMap();
  const retryAfter = extensions?.['retryAfter'];
  if (typeof retryAfter === 'number') headers.set('retry-after', String(retryAfter));
  const http = { status: statusOf([{ message, extensions }]), headers };
  return new GraphQLError(message, { originalError: error instanceof Error ? error : null, extensions: { http } });
}
