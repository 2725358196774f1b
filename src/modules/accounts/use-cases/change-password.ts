import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { NotFound } from '../../../kernel/runtime/domain-error.js';
import { Session } from '../domain/session.js';
import { SessionAuthenticator } from '../queries/session-authenticator.js';
import { SetPassword } from './set-password.js';

/** Whose password becomes what. */
export interface PasswordChange {
  readonly personId: string;
  readonly password: string;
  readonly idempotencyKey?: string | null;
}

/** An administrator gives someone a password; every session of that person ends. Throws INVALID_PASSWORD. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: SetPassword,
    private readonly authenticator: SessionAuthenticator,
  ) {}

  async execute(viewer: Viewer, { personId, password, idempotencyKey }: PasswordChange): Promise<{ personId: string }> {
    const person = await this.database.one<{ login: string }>(
      'SELECT login FROM person WHERE id = ? AND deleted_at IS NULL',
      [personId],
    );
    if (!person) throw new NotFound();
    const passwordHash = await this.passwords.hash(password, person.login);
    const operation = { actor: viewer, action: 'account.edit', idempotencyKey, input: { personId } };
    const { ended } = await this.unitOfWork.run(operation, async (work) => {
      await this.passwords.write(work, personId, passwordHash);
      const sessions = await work.fetchWhere(Session, { personId, endedAt: null });
      for (const session of sessions) {
        session.endedAt = work.at;
        work.save(session);
      }
      return { ended: sessions.map(({ id }) => id) };
    });
    for (const sessionId of ended) this.authenticator.forget(sessionId);
    return { personId };
  }
}
