import { Injectable } from '@nestjs/common';
import { reachOf, readableKind } from '../../../kernel/access/readable.js';
import { scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { isRecordId } from '../../../kernel/database/record-mapper.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { NotFound } from '../../../kernel/runtime/domain-error.js';
import { Permissions } from '../../permissions/index.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { EndSessions } from './end-sessions.js';
import { SetPassword } from './set-password.js';

/** Whose password becomes what. */
export interface PasswordChange {
  readonly personId: string;
  readonly password: string;
  readonly idempotencyKey?: string | null;
}

/** An administrator gives someone a password; every session of that person ends. Throws INVALID_PASSWORD, FORBIDDEN (the person holds more). */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: SetPassword,
    private readonly tokens: AccessTokens,
    private readonly permissions: Permissions,
    private readonly sessions: EndSessions,
  ) {}

  async execute(viewer: Viewer, { personId, password, idempotencyKey }: PasswordChange): Promise<{ personId: string }> {
    const person = await this.reached(viewer, personId);
    if (!person) throw new NotFound();
    await this.permissions.checkPower(viewer, personId);
    const passwordHash = await this.passwords.hash(password, person.login);
    const input = { personId, password: this.tokens.seal('password', password) };
    const operation = { actor: viewer, action: 'account.edit', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      await this.passwords.write(work, personId, passwordHash);
      await this.sessions.execute(work, personId, null);
      return { personId };
    });
  }

  /** The person, if the viewer's scope for accounts reaches them. */
  private async reached(viewer: Viewer, personId: string): Promise<{ login: string } | null> {
    const kind = readableKind('person');
    if (!kind || !isRecordId(personId)) return null;
    const reach = reachOf(scopeOf(viewer, 'account.edit'), kind, 'p');
    return this.database.one<{ login: string }>(
      `SELECT p.login FROM person p WHERE p.id = ? AND p.deleted_at IS NULL AND ${reach.text}`,
      [personId, ...reach.params],
    );
  }
}
