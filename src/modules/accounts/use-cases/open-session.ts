import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { Session } from '../domain/session.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { DeviceTokens } from '../queries/device-tokens.js';

/** Days that a session lives without being refreshed. */
export const SESSION_DAYS = 30;
const DAY_MS = 86_400_000;

/** From where somebody signs in. */
export interface Place {
  readonly address: string | null;
  readonly client: string | null;
}

/** The place of a request. */
export const placeOf = ({ address, client = null }: RequestScope): Place => ({ address, client });

/** What a successful sign-in hands out. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly deviceToken?: string;
}

/** Opens the session of somebody who has proved who they are. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tokens: AccessTokens,
    private readonly devices: DeviceTokens,
  ) {}

  /** `first` is done in the same transaction, and may still refuse. */
  async execute(personId: string, place: Place, first: (work: Work) => Promise<void>): Promise<IssuedTokens> {
    const opened = await this.unitOfWork.run({ actor: null, action: 'sign-in' }, async (work) => {
      await first(work);
      const id = work.nextId();
      const refreshToken = this.tokens.newRefreshToken(id);
      const refreshHash = this.tokens.refreshHash(refreshToken);
      const expiresAt = new Date(work.at.getTime() + SESSION_DAYS * DAY_MS);
      const facts = { id, personId, refreshHash, expiresAt, endedAt: null, lastUsedAt: work.at, ...place };
      work.add(Object.assign(new Session(), facts));
      return { sessionId: id, refreshToken };
    });
    const { token, expiresAt } = await this.tokens.sign(personId, opened.sessionId);
    return {
      ...{ accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken: opened.refreshToken },
      deviceToken: this.devices.issue(personId),
    };
  }
}
