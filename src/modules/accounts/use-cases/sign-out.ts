import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Session } from '../domain/session.js';
import { SessionAuthenticator } from '../queries/session-authenticator.js';

/** Ends the asker's session: its tokens are worth nothing from now on. */
@Injectable()
export class SignOut {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly authenticator: SessionAuthenticator,
  ) {}

  async execute(viewer: Viewer): Promise<{ signedOut: boolean }> {
    const answer = await this.unitOfWork.run({ actor: viewer, action: 'sign-out' }, async (work) => {
      const session = await work.fetchUnscoped(Session, viewer.sessionId);
      if (session && session.endedAt === null) {
        session.endedAt = work.at;
        work.save(session);
      }
      return { signedOut: true };
    });
    this.authenticator.forget(viewer.sessionId);
    return answer;
  }
}
