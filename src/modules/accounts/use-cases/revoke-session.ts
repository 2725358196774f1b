import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { NotFound } from '../../../kernel/runtime/domain-error.js';
import { Session } from '../domain/session.js';
import { ReachedPeople } from '../queries/reached-people.js';
import { EndSessions } from './end-sessions.js';

/** Ends sessions one by one, or all but the asker's. */
@Injectable()
export class RevokeSession {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: ReachedPeople,
    private readonly sessions: EndSessions,
  ) {}

  /** A session of the asker, or of somebody whose account they manage. Throws NOT_FOUND, FORBIDDEN (the person holds more). */
  one(
    viewer: Viewer,
    input: { readonly sessionId: string; readonly idempotencyKey?: string | null },
  ): Promise<{ sessionId: string }> {
    const { sessionId, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'session.revoke', idempotencyKey, input }, async (work) => {
      const session = await work.fetchUnscoped(Session, sessionId);
      if (!session) throw new NotFound();
      if (session.personId !== viewer.personId) await this.people.find(viewer, session.personId);
      if (session.endedAt === null) this.sessions.one(work, session);
      return { sessionId };
    });
  }

  others(
    viewer: Viewer,
    { idempotencyKey }: { readonly idempotencyKey?: string | null },
  ): Promise<{ revoked: number }> {
    const { personId, sessionId: except } = viewer;
    const operation = { actor: viewer, action: 'session.revokeOthers', idempotencyKey };
    return this.unitOfWork.run(operation, async (work) => ({
      revoked: await this.sessions.execute(work, personId, { except }),
    }));
  }
}
