import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { RefreshRefused } from '../domain/account-errors.js';
import { Session } from '../domain/session.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { SessionAuthenticator } from '../queries/session-authenticator.js';
import { type IssuedTokens, SESSION_DAYS } from './sign-in.js';

const DAY_MS = 86_400_000;

/** Exchanges a refresh token for new tokens. A token that was used before ends its session: it may have been stolen. */
@Injectable()
export class RefreshToken {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly tokens: AccessTokens,
    private readonly authenticator: SessionAuthenticator,
  ) {}

  async execute(refreshToken: string): Promise<IssuedTokens> {
    const usedHash = this.tokens.refreshHash(refreshToken);
    const fresh = this.tokens.newRefreshToken();
    const freshHash = this.tokens.refreshHash(fresh);
    const rotated = await this.unitOfWork.run({ actor: null, action: 'token.refresh' }, async (work) => {
      const found = await this.database.one<{ id: string }>(
        'SELECT id FROM session WHERE refresh_hash = ? OR previous_hash = ? ORDER BY id LIMIT 1',
        [usedHash, usedHash],
      );
      const session = found ? await work.fetchUnscoped(Session, found.id) : null;
      if (!session || !session.isOpen(work.at)) return null;
      const stolen = session.refreshHash !== usedHash;
      if (stolen) session.endedAt = work.at;
      else {
        session.previousHash = usedHash;
        session.refreshHash = freshHash;
        session.expiresAt = new Date(work.at.getTime() + SESSION_DAYS * DAY_MS);
      }
      work.save(session);
      return { sessionId: session.id, personId: session.personId, stolen };
    });
    if (rotated?.stolen) this.authenticator.forget(rotated.sessionId);
    if (!rotated || rotated.stolen) throw new RefreshRefused();
    const { token, expiresAt } = await this.tokens.sign(rotated.personId, rotated.sessionId);
    return { accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken: fresh };
  }
}
