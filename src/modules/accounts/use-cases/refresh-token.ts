import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Permissions } from '../../permissions/index.js';
import { RefreshRefused } from '../domain/account-errors.js';
import { Session } from '../domain/session.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { SessionAuthenticator } from '../queries/session-authenticator.js';
import { type IssuedTokens, type Place, SESSION_DAYS } from './open-session.js';

const DAY_MS = 86_400_000;

/** Exchanges a refresh token for new tokens. Any token that was used before, however long ago, ends its session: it may have been stolen. A disabled person gets none. */
@Injectable()
export class RefreshToken {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tokens: AccessTokens,
    private readonly authenticator: SessionAuthenticator,
    private readonly permissions: Permissions,
  ) {}

  async execute(refreshToken: string, place: Place): Promise<IssuedTokens> {
    const sessionId = this.tokens.sessionOf(refreshToken);
    if (!sessionId) throw new RefreshRefused();
    const fresh = this.tokens.newRefreshToken(sessionId);
    const usedHash = this.tokens.refreshHash(refreshToken);
    const freshHash = this.tokens.refreshHash(fresh);
    const rotated = await this.unitOfWork.run({ actor: null, action: 'token.refresh' }, async (work) => {
      const session = await work.fetchUnscoped(Session, sessionId);
      if (!session?.isOpen(work.at)) return null;
      const [person] = await this.permissions.people([session.personId]);
      if (!person?.active) return null;
      const stolen = session.refreshHash !== usedHash;
      if (stolen) session.endedAt = work.at;
      else {
        session.refreshHash = freshHash;
        session.expiresAt = new Date(work.at.getTime() + SESSION_DAYS * DAY_MS);
        Object.assign(session, { lastUsedAt: work.at, ...place });
      }
      work.save(session);
      return { sessionId, personId: session.personId, stolen };
    });
    if (rotated?.stolen) this.authenticator.forget(rotated.sessionId);
    if (!rotated || rotated.stolen) throw new RefreshRefused();
    const { token, expiresAt } = await this.tokens.sign(rotated.personId, rotated.sessionId);
    return { accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken: fresh };
  }
}
