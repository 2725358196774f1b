import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { Session } from '../domain/session.js';
import { SessionAuthenticator } from '../queries/session-authenticator.js';

/** Which of a person's sessions are spared. */
interface Spared {
  /** What was opened after that moment. */
  readonly openedAfter?: Date;
  /** The session with that id. */
  readonly except?: string;
}

/** Ends what somebody has open; their tokens are worth nothing from then on, whatever becomes of the person later. */
@Injectable()
export class EndSessions {
  constructor(private readonly authenticator: SessionAuthenticator) {}

  /** Ends all of them but the spared ones; how many. */
  async execute(work: Work, personId: string, { openedAfter, except }: Spared = {}): Promise<number> {
    const open = await work.fetchWhere(Session, { personId, endedAt: null });
    const ending = open.filter(({ id, createdAt }) => id !== except && !(openedAfter && createdAt > openedAfter));
    for (const session of ending) this.one(work, session);
    return ending.length;
  }

  one(work: Work, session: Session): void {
    session.endedAt = work.at;
    work.save(session);
    work.onCommit(() => this.authenticator.forget(session.id));
  }
}
