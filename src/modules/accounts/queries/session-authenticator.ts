import { Injectable } from '@nestjs/common';
import { Authenticator, type SessionClaims } from '../../../kernel/access/authenticator.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { isRecordId } from '../../../kernel/database/record-mapper.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import type { Locale } from '../../../kernel/runtime/locale.js';
import { Permissions } from '../../permissions/index.js';
import { AccessTokens } from './access-tokens.js';

/** A viewer is trusted this long, so that revocation and changes of rights hold within 2 s on every instance. */
const TRUST_MS = 1_000;
const MOST_KEPT = 20_000;

interface Kept {
  readonly until: number;
  readonly claims: SessionClaims;
  readonly viewer: Promise<Viewer | null>;
}

/** Finds the person behind an access token: token valid, session open, person active. */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly tokens: AccessTokens,
    private readonly permissions: Permissions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async viewerOf(accessToken: string | null, locale: Locale): Promise<Viewer | null> {
    if (!accessToken) return null;
    const now = this.clock.millis();
    const known = this.kept.get(accessToken);
    if (known && known.until > now) return known.claims.expiresAt > now ? withLocale(await known.viewer, locale) : null;
    const claims = known?.claims ?? (await this.read(accessToken));
    if (!claims || claims.expiresAt <= now) return null;
    const viewer = this.load(claims, locale);
    this.keep(accessToken, { until: now + TRUST_MS, claims, viewer });
    viewer.catch(() => this.kept.delete(accessToken));
    return viewer;
  }

  async claimsOf(accessToken: string | null): Promise<SessionClaims | null> {
    if (!accessToken) return null;
    const claims = this.kept.get(accessToken)?.claims ?? (await this.read(accessToken));
    return claims && !this.hasExpired(claims) ? claims : null;
  }

  async openSessions(sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (sessionIds.length === 0) return new Set();
    const rows = await this.database.rows<{ id: string }>(
      `SELECT s.id FROM session s JOIN person p ON p.id = s.person_id AND p.active = 1 AND p.deleted_at IS NULL
       WHERE s.id IN (${sessionIds.map(() => '?').join(',')}) AND s.ended_at IS NULL AND s.deleted_at IS NULL`,
      sessionIds,
    );
    return new Set(rows.map(({ id }) => id));
  }

  hasExpired({ expiresAt }: SessionClaims): boolean {
    return expiresAt <= this.clock.millis();
  }

  /** Forgets what is known of a session at once, in this process; others forget it within a second. */
  forget(sessionId: string): void {
    for (const [token, { claims }] of this.kept) if (claims.sessionId === sessionId) this.kept.delete(token);
  }

  /** What the token says; only ids as we write them: the engines would read '12abc' as 12. */
  private async read(accessToken: string): Promise<SessionClaims | null> {
    const claims = await this.tokens.read(accessToken);
    return claims && isRecordId(claims.personId) && isRecordId(claims.sessionId) ? claims : null;
  }

  private async load({ personId, sessionId }: SessionClaims, locale: Locale): Promise<Viewer | null> {
    const open = await this.database.one<{ must_change: number | null }>(
      `SELECT c.must_change FROM session s LEFT JOIN credential c ON c.person_id = s.person_id
       WHERE s.id = ? AND s.person_id = ? AND s.ended_at IS NULL AND s.deleted_at IS NULL`,
      [sessionId, personId],
    );
    const viewer = open ? await this.permissions.viewerOf(personId, sessionId, locale) : null;
    return viewer && open?.must_change ? { ...viewer, scopes: new Map(), restricted: true } : viewer;
  }

  private keep(token: string, entry: Kept): void {
    this.kept.delete(token);
    this.kept.set(token, entry);
    if (this.kept.size <= MOST_KEPT) return;
    const oldest = this.kept.keys().next().value;
    if (oldest !== undefined) this.kept.delete(oldest);
  }
}

function withLocale(viewer: Viewer | null, locale: Locale): Viewer | null {
  return viewer === null || viewer.locale === locale ? viewer : { ...viewer, locale };
}
