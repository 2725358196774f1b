import type { Viewer } from './viewer.js';
import type { Locale } from '../runtime/locale.js';

/** What an access token says, once it has been verified. */
export interface SessionClaims {
  readonly personId: string;
  readonly sessionId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Finds out who asks; the accounts module implements it, HTTP and WebSocket call it alike. */
export abstract class Authenticator {
  /** The person behind an access token; null when the token is missing, expired, revoked or not ours. */
  abstract viewerOf(accessToken: string | null, locale: Locale): Promise<Viewer | null>;

  /** What the token says; null when it is missing, expired or not ours. Whether its session is open, `openSessions` tells. */
  abstract claimsOf(accessToken: string | null): Promise<SessionClaims | null>;

  /** Those of the sessions that are open, of people who may sign in. */
  abstract openSessions(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;

  /** Whether the token has run out by now. */
  abstract hasExpired(claims: SessionClaims): boolean;
}

/** The token of an `Authorization: Bearer …` value. */
export function bearerToken(value: unknown): string | null {
  const match = typeof value === 'string' ? /^Bearer ([\w.~+/=-]{10,4096})$/.exec(value.trim()) : null;
  return match?.[1] ?? null;
}
