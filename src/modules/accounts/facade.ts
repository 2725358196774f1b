import { Injectable } from '@nestjs/common';
import type { Work } from '../../kernel/database/work.js';
import { EndSessions } from './use-cases/end-sessions.js';
import { CheckCode } from './use-cases/check-code.js';
import { SetPassword } from './use-cases/set-password.js';

/** What set-up code may ask of accounts. */
@Injectable()
export class Accounts {
  constructor(
    private readonly passwords: SetPassword,
    private readonly sessions: EndSessions,
    private readonly codes: CheckCode,
  ) {}

  /** Hash of a new password; slow on purpose, so outside any transaction. Throws INVALID_PASSWORD, INVALID_PASSWORD_GUESSED. */
  hashPassword(password: string, login: string): Promise<string> {
    return this.passwords.hash(password, { login });
  }

  /** Keeps the hash as the person's password; their sessions end. */
  async setPassword(work: Work, personId: string, passwordHash: string): Promise<void> {
    await this.passwords.write(work, personId, passwordHash);
    await this.sessions.execute(work, personId);
  }

  /** Takes the second factor of somebody away who has lost it; nothing happens where there is none. */
  async forgetSecondFactor(work: Work, personId: string): Promise<void> {
    await this.codes.forget(work, personId);
  }
}
