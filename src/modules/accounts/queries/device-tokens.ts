import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/runtime/clock.js';
import { AccessTokens } from './access-tokens.js';

const DAYS = 180;
const DAY_SECONDS = 86_400;

/** Tokens of devices that have signed in as a person before (OWASP: device cookies): their guesses count apart from those of strangers, and they open nothing by themselves. */
@Injectable()
export class DeviceTokens {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  issue(personId: string): string {
    const until = Math.floor(this.clock.millis() / 1000) + DAYS * DAY_SECONDS;
    const body = `${personId}.${until}.${randomBytes(24).toString('base64url')}`;
    return `${body}.${this.tokens.seal('device', body)}`;
  }

  /** The device that the token stands for; null when it is none of that person's, or too old. */
  deviceOf(deviceToken: string | null | undefined, personId: string | null): string | null {
    const body = deviceToken ? this.tokens.sealed('device', deviceToken) : null;
    const [owner, until, device] = body?.split('.') ?? [];
    if (!device || owner !== personId || Number(until) * 1000 < this.clock.millis()) return null;
    return device;
  }
}
