import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { ChallengeRefused, SecondFactorRefused } from '../domain/account-errors.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { CheckCode } from './check-code.js';
import { LimitGuesses } from './limit-guesses.js';
import { type IssuedTokens, OpenSession, type Place } from './open-session.js';

interface AccountRow {
  readonly login: string;
  readonly version: number;
  readonly must_change: number;
}

/** The second step of a sign-in: a code of the second factor. Its guesses count with those at the password. */
@Injectable()
export class ConfirmSignIn {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccessTokens,
    private readonly guesses: LimitGuesses,
    private readonly codes: CheckCode,
    private readonly sessions: OpenSession,
  ) {}

  /** Throws CHALLENGE_REFUSED, SECOND_FACTOR_REFUSED, SIGN_IN_LATER. */
  async execute(
    { challengeToken, code }: { readonly challengeToken: string; readonly code: string },
    place: Place,
  ): Promise<IssuedTokens & { readonly passwordMustChange: boolean }> {
    const challenge = await this.tokens.readChallenge(challengeToken);
    const account = challenge && (await this.accountOf(challenge.personId));
    if (!challenge || account?.version !== challenge.credential) throw new ChallengeRefused();
    const { personId, device } = challenge;
    const attemptId = await this.guesses.begin({ login: account.login, device, address: place.address });
    const issued = await this.sessions.execute(personId, place, async (work) => {
      if (!(await this.codes.accept(work, personId, code))) throw new SecondFactorRefused();
      await this.guesses.forgive(work, attemptId);
    });
    return { ...issued, passwordMustChange: Boolean(account.must_change) };
  }

  private accountOf(personId: string): Promise<AccountRow | null> {
    return this.database.one<AccountRow>(
      `SELECT p.login, c.version, c.must_change FROM person p JOIN credential c ON c.person_id = p.id AND c.deleted_at IS NULL
       WHERE p.id = ? AND p.active = 1 AND p.deleted_at IS NULL`,
      [personId],
    );
  }
}
