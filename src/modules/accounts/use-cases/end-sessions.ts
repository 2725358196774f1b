import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { Session } from '../domain/session.js';
import { SessionAuthenticator } from '../queries/session-authenticator.js';

/** Ends what somebody has open; their tokens are worth nothing from then on, whatever becomes of the person later. */
@Injectable()
export class EndSessions {
  constructor(private readonly authenticator: SessionAuthenticator) {}

  /** Ends the sessions that were opened until then; null: all of them. */
  async execute(work: Work, personId: string, until: Date | null): Promise<void> {
    for (const session of await work.fetchWhere(Session, { personId, endedAt: null })) {
      if (until && session.createdAt > until) continue;
      session.endedAt = work.at;
      work.save(session);
      work.onCommit(() => this.authenticator.forget(session.id));
    }
  }
}
