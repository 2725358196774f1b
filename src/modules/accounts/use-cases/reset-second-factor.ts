import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { OwnSecondFactor } from '../domain/account-errors.js';
import { ReachedPeople } from '../queries/reached-people.js';
import { CheckCode } from './check-code.js';
import { EndSessions } from './end-sessions.js';

/** Whose second factor is taken away, and why. */
export interface SecondFactorReset {
  readonly personId: string;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

/** An administrator takes away the second factor of somebody who has lost theirs; every session of that person ends. */
@Injectable()
export class ResetSecondFactor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: ReachedPeople,
    private readonly codes: CheckCode,
    private readonly sessions: EndSessions,
  ) {}

  /** Throws NOT_FOUND, FORBIDDEN (the person holds more), SECOND_FACTOR_OWN, SECOND_FACTOR_OFF. */
  async execute(viewer: Viewer, input: SecondFactorReset): Promise<{ personId: string }> {
    const { personId, reason, idempotencyKey } = input;
    await this.people.find(viewer, personId);
    if (personId === viewer.personId) throw new OwnSecondFactor();
    const operation = { actor: viewer, action: 'secondFactor.reset', reason, idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      await this.codes.switchOff(work, personId);
      await this.sessions.execute(work, personId);
      return { personId };
    });
  }
}
