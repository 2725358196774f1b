import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { SessionClaims } from '../../../kernel/access/authenticator.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { SETTINGS, type Settings } from '../../../kernel/runtime/settings.js';

/** Life of an access token. */
export const ACCESS_MINUTES = 15;
/** Time to give the second factor after the password. */
const CHALLENGE_MINUTES = 5;
const ISSUER = 'guanxi';
const AUDIENCE = 'guanxi-api';
const CHALLENGE_AUDIENCE = 'guanxi-second-factor';
const KEY_ID = 'k1';

/** What a seal is for; a text sealed for one thing is worth nothing for another. */
type SealPurpose = 'refresh' | 'password' | 'device' | 'recovery' | 'link';

/** Somebody whose password was right and whose second factor is awaited. */
export interface Challenge {
  readonly personId: string;
  /** Version of the credential: a new password ends the challenge. */
  readonly credential: number;
  readonly device: string | null;
}

/** Makes and reads tokens: HS256 only, with issuer, audience, expiry and a known key id. */
@Injectable()
export class AccessTokens {
  private readonly key: KeyObject;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly clock: Clock,
  ) {
    this.key = createSecretKey(Buffer.from(settings.signingSecret, 'utf8'));
  }

  sign(personId: string, sessionId: string): Promise<{ token: string; expiresAt: Date }> {
    return this.make(AUDIENCE, ACCESS_MINUTES, personId, { sid: sessionId });
  }

  /** The claims of a token of ours that has not expired; null for anything else. */
  async read(token: string): Promise<SessionClaims | null> {
    const payload = await this.verified(AUDIENCE, token);
    if (!payload || typeof payload['sid'] !== 'string') return null;
    return { personId: payload.sub, sessionId: payload['sid'], expiresAt: payload.exp * 1000 };
  }

  challenge({ personId, credential, device }: Challenge): Promise<{ token: string; expiresAt: Date }> {
    return this.make(CHALLENGE_AUDIENCE, CHALLENGE_MINUTES, personId, { credential, device });
  }

  /** The challenge that was handed out; null for anything else, access tokens too. */
  async readChallenge(token: string): Promise<Challenge | null> {
    const payload = await this.verified(CHALLENGE_AUDIENCE, token);
    if (!payload || typeof payload['credential'] !== 'number') return null;
    const { sub: personId, credential, device } = payload;
    return { personId, credential, device: typeof device === 'string' ? device : null };
  }

  /** A fresh refresh token: its session, 256 random bits, and our seal, so that also one used long ago is known as ours. */
  newRefreshToken(sessionId: string): string {
    const body = `${sessionId}.${randomBytes(32).toString('base64url')}`;
    return `${body}.${this.seal('refresh', body)}`;
  }

  /** The session that a refresh token was made for; null when we never made it. */
  sessionOf(refreshToken: string): string | null {
    if (!/^\d{1,19}\.[\w-]{43}\.[\w-]{43}$/.test(refreshToken)) return null;
    return this.sealed('refresh', refreshToken)?.split('.')[0] ?? null;
  }

  /** A keyed digest: equal texts are seen to be equal, and nothing else can be told without our key. */
  seal(purpose: SealPurpose, text: string): string {
    return createHmac('sha256', this.key).update(`${purpose}:${text}`).digest('base64url');
  }

  /** The text of `<text>.<seal>`; null when the seal is not ours. */
  sealed(purpose: SealPurpose, token: string): string | null {
    const [, text, seal] = /^([\w.-]{1,400})\.([\w-]{43})$/.exec(token) ?? [];
    if (!text || !seal) return null;
    return timingSafeEqual(Buffer.from(seal), Buffer.from(this.seal(purpose, text))) ? text : null;
  }

  refreshHash(refreshToken: string): string {
    return createHash('sha256').update(refreshToken).digest('hex');
  }

  private async make(
    audience: string,
    minutes: number,
    personId: string,
    claims: JWTPayload,
  ): Promise<{ token: string; expiresAt: Date }> {
    const now = Math.floor(this.clock.millis() / 1000);
    const expires = now + minutes * 60;
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: KEY_ID, typ: 'JWT' })
      .setSubject(personId)
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(expires)
      .sign(this.key);
    return { token, expiresAt: new Date(expires * 1000) };
  }

  private async verified(audience: string, token: string): Promise<(JWTPayload & { sub: string; exp: number }) | null> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience,
        currentDate: this.clock.now(),
        clockTolerance: 0,
      });
      const { sub, exp } = payload;
      return protectedHeader.kid === KEY_ID && typeof sub === 'string' && exp ? { ...payload, sub, exp } : null;
    } catch {
      return null;
    }
  }
}
