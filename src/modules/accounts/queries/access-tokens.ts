import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import type { SessionClaims } from '../../../kernel/access/authenticator.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { SETTINGS, type Settings } from '../../../kernel/runtime/settings.js';

/** Life of an access token. */
export const ACCESS_MINUTES = 15;
const ISSUER = 'guanxi';
const AUDIENCE = 'guanxi-api';
const KEY_ID = 'k1';

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

  async sign(personId: string, sessionId: string): Promise<{ token: string; expiresAt: Date }> {
    const now = Math.floor(this.clock.millis() / 1000);
    const expires = now + ACCESS_MINUTES * 60;
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: 'HS256', kid: KEY_ID, typ: 'JWT' })
      .setSubject(personId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(expires)
      .sign(this.key);
    return { token, expiresAt: new Date(expires * 1000) };
  }

  /** The claims of a token of ours that has not expired; null for anything else. */
  async read(token: string): Promise<SessionClaims | null> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        currentDate: this.clock.now(),
        clockTolerance: 0,
      });
      const { sub, sid, exp } = payload;
      if (protectedHeader.kid !== KEY_ID || typeof sub !== 'string' || typeof sid !== 'string' || !exp) return null;
      return { personId: sub, sessionId: sid, expiresAt: exp * 1000 };
    } catch {
      return null;
    }
  }

  /** A fresh refresh token: its session, 256 random bits, and our seal, so that also one used long ago is known as ours. */
  newRefreshToken(sessionId: string): string {
    const body = `${sessionId}.${randomBytes(32).toString('base64url')}`;
    return `${body}.${this.seal('refresh', body)}`;
  }

  /** The session that a refresh token was made for; null when we never made it. */
  sessionOf(refreshToken: string): string | null {
    const [, body, seal] = /^(\d{1,19}\.[\w-]{43})\.([\w-]{43})$/.exec(refreshToken) ?? [];
    if (!body || !seal) return null;
    const ours = timingSafeEqual(Buffer.from(seal), Buffer.from(this.seal('refresh', body)));
    return ours ? body.slice(0, body.indexOf('.')) : null;
  }

  /** A keyed digest: equal texts are seen to be equal, and nothing else can be told without our key. */
  seal(purpose: 'refresh' | 'password', text: string): string {
    return createHmac('sha256', this.key).update(`${purpose}:${text}`).digest('base64url');
  }

  refreshHash(refreshToken: string): string {
    return createHash('sha256').update(refreshToken).digest('hex');
  }
}
