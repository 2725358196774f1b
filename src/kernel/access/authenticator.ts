import type { Viewer } from './viewer.js';
import type { Locale } from '../runtime/locale.js';

/** Finds out who asks; the accounts module implements it, HTTP and WebSocket call it alike. */
export abstract class Authenticator {
  /** The person behind an access token; null when the token is missing, expired, revoked or not ours. */
  abstract viewerOf(accessToken: string | null, locale: Locale): Promise<Viewer | null>;
}

/** The token of an `Authorization: Bearer …` value. */
export function bearerToken(value: unknown): string | null {
  const match = typeof value === 'string' ? /^Bearer ([\w.~+/=-]{10,4096})$/.exec(value.trim()) : null;
  return match?.[1] ?? null;
}
