import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { ReachedPeople } from '../queries/reached-people.js';
import { EndSessions } from './end-sessions.js';
import { SetPassword } from './set-password.js';

/** Whose password becomes what. */
export interface PasswordChange {
  readonly personId: string;
  readonly password: string;
  readonly idempotencyKey?: string | null;
}

/** An administrator gives someone a password, which that person must change; every session of theirs ends. Throws INVALID_PASSWORD, INVALID_PASSWORD_GUESSED, FORBIDDEN (the person holds more). */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: ReachedPeople,
    private readonly passwords: SetPassword,
    private readonly tokens: AccessTokens,
    private readonly sessions: EndSessions,
  ) {}

  async execute(viewer: Viewer, { personId, password, idempotencyKey }: PasswordChange): Promise<{ personId: string }> {
    const passwordHash = await this.passwords.hash(password, await this.people.find(viewer, personId));
    const input = { personId, password: this.tokens.seal('password', password) };
    const operation = { actor: viewer, action: 'account.edit', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      // Whoever sets their own password is the only one to know it.
      await this.passwords.write(work, personId, passwordHash, personId !== viewer.personId);
      await this.sessions.execute(work, personId);
      return { personId };
    });
  }
}
