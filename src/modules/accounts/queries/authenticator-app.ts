import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { Clock } from '../../../kernel/runtime/clock.js';
import { SecretBox } from './secret-box.js';

const ISSUER = 'Guanxi CRM';
/** SHA-1, 6 digits, 30 s: what every authenticator app knows. */
const KIND = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;
/** Clocks of phones may be off by one step. */
const STEPS_OFF = 1;

/** What somebody's authenticator app shows and is told (TOTP, RFC 6238). */
@Injectable()
export class AuthenticatorApp {
  constructor(
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** A new secret, as it is kept. */
  newSecret(): string {
    return this.box.close(new Secret({ size: SECRET_BYTES }).base32);
  }

  /** The secret as its owner types it, and as a link that apps read from a QR code; null when it cannot be read. */
  shown(kept: string, login: string): { secret: string; uri: string } | null {
    const secret = this.box.open(kept);
    return secret === null ? null : { secret, uri: totp(secret, login).toString() };
  }

  /** The step of 30 s whose code this is; null for a wrong one. */
  stepOf(kept: string, code: string): number | null {
    const secret = this.box.open(kept);
    if (!secret) return null;
    const app = totp(secret, '');
    const timestamp = this.clock.millis();
    const off = app.validate({ token: code, timestamp, window: STEPS_OFF });
    return off === null ? null : app.counter({ timestamp }) + off;
  }
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ ...KIND, issuer: ISSUER, label, secret: Secret.fromBase32(secret) });
}
