import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { PasswordRefused } from '../domain/account-errors.js';
import { Credential } from '../domain/credential.js';
import { LimitGuesses } from './limit-guesses.js';
import { PasswordHashing } from './password-hashing.js';

/** What the password looked like before the transaction; `accept` says the last word inside of it. */
export interface PasswordProof {
  readonly fits: boolean;
  /** Throws INVALID_OLD_PASSWORD, also when the password was changed meanwhile. */
  accept(work: Work): Promise<void>;
}

/** A session that guesses has a count of its own, so that guesses from outside never hinder who is signed in. */
export const deviceOfSession = ({ sessionId }: Viewer): string => `session:${sessionId}`;

/** Has somebody who is signed in show their password again before what a stolen session must not do. */
@Injectable()
export class ProvePassword {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: PasswordHashing,
    private readonly guesses: LimitGuesses,
  ) {}

  /** Hashes, so call it outside any transaction. Throws SIGN_IN_LATER. */
  async begin(viewer: Viewer, password: string, field: string, address: string | null): Promise<PasswordProof> {
    const { personId, login } = viewer;
    const attemptId = await this.guesses.begin({ login, device: deviceOfSession(viewer), address });
    const known = await this.database.one<{ password_hash: string }>(
      'SELECT password_hash FROM credential WHERE person_id = ? AND deleted_at IS NULL',
      [personId],
    );
    const fits = await this.passwords.fits(password, known?.password_hash ?? null);
    // A right password is no guess, whatever else the call is refused for.
    if (fits)
      await this.unitOfWork.run({ actor: null, action: 'sign-in.password' }, (work) =>
        this.guesses.forgive(work, attemptId),
      );
    return {
      fits,
      accept: async (work) => {
        const [credential] = await work.fetchWhere(Credential, { personId });
        if (!fits || credential?.passwordHash !== known?.password_hash) throw new PasswordRefused(field);
      },
    };
  }
}
