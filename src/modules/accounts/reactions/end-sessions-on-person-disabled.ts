import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { EventOf } from '../../../kernel/events/domain-event.js';
import { OnEvent } from '../../../kernel/events/on-event.js';
import { PersonDisabled } from '../../permissions/index.js';
import { EndSessions } from '../use-cases/end-sessions.js';

/** Whoever is disabled signs in anew when they are enabled again. */
@Injectable()
export class EndSessionsOnPersonDisabled {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: EndSessions,
  ) {}

  /** Told late, it spares what was opened after the person was enabled again. */
  @OnEvent(PersonDisabled)
  end({ recordId, occurredAt }: EventOf<typeof PersonDisabled>): Promise<void> {
    return this.unitOfWork.run({ actor: null, action: 'session.end' }, (work) =>
      this.sessions.execute(work, recordId, { openedAfter: occurredAt }).then(() => undefined),
    );
  }
}
