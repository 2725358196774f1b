import { Injectable } from '@nestjs/common';
import type { Work } from '../../kernel/database/work.js';
import { SetPassword } from './use-cases/set-password.js';

/** What set-up code may ask of accounts. */
@Injectable()
export class Accounts {
  constructor(private readonly passwords: SetPassword) {}

  /** Hash of a new password; slow on purpose, so outside any transaction. Throws INVALID_PASSWORD, INVALID_PASSWORD_GUESSED. */
  hashPassword(password: string, login: string): Promise<string> {
    return this.passwords.hash(password, { login });
  }

  /** Keeps the hash as the person's password. */
  setPassword(work: Work, personId: string, passwordHash: string): Promise<void> {
    return this.passwords.write(work, personId, passwordHash);
  }
}
