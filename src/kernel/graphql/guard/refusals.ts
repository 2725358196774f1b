import { GraphQLError, type ASTNode } from 'graphql';
import { type RequestErrorCode, RequestRefused } from '../../runtime/domain-error.js';
import { LIMITS, LIMIT_WORDS, type LimitMeasure } from './document-limits.js';

/** Why a document is not executed; the errors are shared between requests and must not be changed. */
export interface Refusal {
  readonly ok: false;
  readonly errors: readonly GraphQLError[];
  readonly httpStatus: 400 | 401 | 429;
}

/** Longest message sent back; messages of the parser and the rules repeat parts of the document. */
const LONGEST_MESSAGE = 500;

/** The error for a limit that is exceeded; `actual` is a lower bound where counting stopped early. */
export function tooComplex(measure: LimitMeasure, actual: number, limit: number = LIMITS[measure]): GraphQLError {
  const { counts, advice } = LIMIT_WORDS[measure];
  const code: RequestErrorCode = 'QUERY_TOO_COMPLEX';
  return new GraphQLError(`The document comes to ${actual} ${counts}; at most ${limit} are allowed. ${advice}`, {
    extensions: { code, measure, limit, actual },
  });
}

/** The operation asks for more moments than are read at once; `names` are the arguments that name them. */
export function tooManyMoments(names: readonly string[], actual: number): GraphQLError {
  const limit = LIMITS.moments;
  const code: RequestErrorCode = 'QUERY_TOO_COMPLEX';
  const measure: LimitMeasure = 'moments';
  const arguments_ = names.map((name) => `"${name}"`).join(', ');
  const message =
    `${arguments_} name ${actual} different moments; one request may name ${limit}. ${LIMIT_WORDS.moments.advice} ` +
    `参数 ${names.map((name) => `“${name}”`).join('、')} 共指定了 ${actual} 个不同时刻，每次请求最多 ${limit} 个；请将其余时刻分到其他请求中查询。`;
  return new GraphQLError(message, { extensions: { code, measure, limit, actual } });
}

/** A document that cannot be parsed, does not fit the schema, or names no operation. */
export function badDocument(message: string, like?: GraphQLError): GraphQLError {
  const code: RequestErrorCode = 'BAD_USER_INPUT';
  return new GraphQLError(shortened(message), {
    source: like?.source,
    positions: like?.positions,
    extensions: { code },
  });
}

/** The message without its end where it repeats long parts of the document. */
export function shortened(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 1)}…` : message;
}

/** Introspection is for people who are signed in. */
export function introspectionRefused(node?: ASTNode): GraphQLError {
  const code: RequestErrorCode = 'UNAUTHENTICATED';
  return new GraphQLError('Introspection needs a signed-in caller. Sign in and send the access token.', {
    source: node?.loc?.source,
    positions: node?.loc && [node.loc.start],
    extensions: { code },
  });
}

/** The one answer to whoever is not signed in and asks for more than is open to everybody, whether that exists or not. */
export function signInFirst(): GraphQLError {
  const code: RequestErrorCode = 'UNAUTHENTICATED';
  return new GraphQLError('Sign in first. 请先登录。', { extensions: { code } });
}

/** The caller has asked for more rows within a minute than anybody may. */
export function budgetSpent(seconds: number): Refusal {
  const message = `You have asked for too much within a minute. Ask again in ${seconds} s. 一分钟内查询过多，请在 ${seconds} 秒后重试。`;
  const originalError = new RequestRefused('RATE_LIMITED', message, seconds);
  return { ok: false, errors: [new GraphQLError(message, { originalError })], httpStatus: 429 };
}

/** A refusal whose HTTP status follows from its first error. */
export function refusal(errors: readonly GraphQLError[]): Refusal {
  return { ok: false, errors, httpStatus: errors[0]?.extensions['code'] === 'UNAUTHENTICATED' ? 401 : 400 };
}
