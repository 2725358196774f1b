import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Credential } from '../domain/credential.js';
import { EarlierPassword, PASSWORDS_REMEMBERED } from '../domain/earlier-password.js';
import { GiveLink } from './give-link.js';
import { PasswordHashing } from './password-hashing.js';
import { checkPassword, type PasswordOwner } from './password-strength.js';

/** Gives a person a password, replacing the one before. Hash first, outside the transaction; then write. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHashing,
    private readonly links: GiveLink,
  ) {}

  /** The hash of a password that meets the rules. Throws INVALID_PASSWORD, INVALID_PASSWORD_GUESSED. */
  async hash(password: string, owner: PasswordOwner, path: readonly string[] = ['input', 'password']): Promise<string> {
    checkPassword(password, owner, path);
    return this.passwords.hash(password);
  }

  /** Throws INVALID_PASSWORD_REUSED when the person has the password now or had it lately. */
  async checkNew(password: string, personId: string, path: readonly string[]): Promise<void> {
    const rows = await this.database.rows<{ password_hash: string }>(
      `SELECT password_hash FROM credential WHERE person_id = ? AND deleted_at IS NULL
       UNION ALL SELECT password_hash FROM earlier_password WHERE person_id = ? AND deleted_at IS NULL`,
      [personId, personId],
    );
    for (const { password_hash: used } of rows)
      if (await this.passwords.fits(password, used)) throw new DomainError('INVALID_PASSWORD_REUSED', path);
  }

  /** No link sets another one afterwards. `mustChange`: somebody else knows the password, so its owner must replace it. */
  async write(work: Work, personId: string, passwordHash: string, mustChange = false): Promise<void> {
    await this.links.takeBack(work, personId);
    const [known] = await work.fetchWhere(Credential, { personId });
    if (!known) {
      work.add(Object.assign(new Credential(), { personId, passwordHash, mustChange }));
      await flushUnique(work);
    } else {
      await this.remember(work, known);
      work.save(Object.assign(known, { passwordHash, mustChange }));
    }
  }

  private async remember(work: Work, { personId, passwordHash }: Credential): Promise<void> {
    const earlier = await work.fetchWhere(EarlierPassword, { personId });
    work.add(Object.assign(new EarlierPassword(), { personId, passwordHash }));
    // With the new password and the one that is added now, so many may stay.
    for (const oldest of earlier.slice(0, Math.max(0, earlier.length - (PASSWORDS_REMEMBERED - 2))))
      work.remove(Object.assign(oldest, { passwordHash: '' }));
  }
}
