import { Injectable } from '@nestjs/common';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import type { Work } from '../../../kernel/database/work.js';
import { Credential } from '../domain/credential.js';
import { PasswordHashing } from './password-hashing.js';

/** Gives a person a password, replacing the one before. Hash first, outside the transaction; then write. */
@Injectable()
export class SetPassword {
  constructor(private readonly passwords: PasswordHashing) {}

  hash(password: string, login: string): Promise<string> {
    return this.passwords.hash(password, login);
  }

  async write(work: Work, personId: string, passwordHash: string): Promise<void> {
    const [known] = await work.fetchWhere(Credential, { personId });
    if (!known) {
      work.add(Object.assign(new Credential(), { personId, passwordHash }));
      await flushUnique(work);
    } else {
      known.passwordHash = passwordHash;
      work.save(known);
    }
  }
}
