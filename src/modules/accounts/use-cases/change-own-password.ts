import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { SessionAuthenticator } from '../queries/session-authenticator.js';
import { EndSessions } from './end-sessions.js';
import { ProvePassword } from './prove-password.js';
import { SetPassword } from './set-password.js';

/** The password somebody has and the one they want. */
export interface OwnPasswordChange {
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly idempotencyKey?: string | null;
}

const NEW = ['input', 'newPassword'];

/** Somebody changes their own password: their other sessions end, and one that was forced to is free again. */
@Injectable()
export class ChangeOwnPassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly proof: ProvePassword,
    private readonly passwords: SetPassword,
    private readonly tokens: AccessTokens,
    private readonly sessions: EndSessions,
    private readonly authenticator: SessionAuthenticator,
  ) {}

  /** Throws INVALID_OLD_PASSWORD, INVALID_PASSWORD, INVALID_PASSWORD_GUESSED, INVALID_PASSWORD_REUSED, SIGN_IN_LATER. */
  async execute(viewer: Viewer, change: OwnPasswordChange, address: string | null): Promise<{ changed: boolean }> {
    const { oldPassword, newPassword, idempotencyKey } = change;
    const { personId, sessionId } = viewer;
    const proof = await this.proof.begin(viewer, oldPassword, 'oldPassword', address);
    if (proof.fits) await this.passwords.checkNew(newPassword, personId, NEW);
    const passwordHash = await this.passwords.hash(newPassword, viewer, NEW);
    const input = [oldPassword, newPassword].map((password) => this.tokens.seal('password', password));
    return this.unitOfWork.run({ actor: viewer, action: 'password.change', idempotencyKey, input }, async (work) => {
      await proof.accept(work);
      await this.passwords.write(work, personId, passwordHash);
      await this.sessions.execute(work, personId, { except: sessionId });
      work.onCommit(() => this.authenticator.forget(sessionId));
      return { changed: true };
    });
  }
}
