import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { Session } from '../domain/session.js';
import { GUESS_WINDOW_MINUTES, GUESSES, SignInAttempt } from '../domain/sign-in-attempt.js';
import { SignInLater, SignInRefused } from '../domain/account-errors.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { PasswordHashing } from './password-hashing.js';

/** Days that a session lives without being refreshed. */
export const SESSION_DAYS = 30;
const DAY_MS = 86_400_000;
const LONGEST_LOGIN = 60;

/** What a successful sign-in hands out. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
}

interface CredentialRow {
  person_id: string;
  password_hash: string;
}

/** Signs a person in by login and password. An unknown login, a disabled person and a wrong password answer alike, in the same time. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: PasswordHashing,
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  async execute(login: string, password: string, address: string | null): Promise<IssuedTokens> {
    const name = login.trim().toLowerCase();
    const attemptId = await this.countAttempt(name, address);
    if ((await this.attempts(name)) > GUESSES) {
      await this.unitOfWork.run({ actor: null, action: 'sign-in.locked' }, (work) => forgive(work, attemptId));
      throw new SignInLater(GUESS_WINDOW_MINUTES);
    }
    const credential = await this.credentialOf(name);
    if (!(await this.passwords.fits(password, credential?.password_hash ?? null)) || !credential)
      throw new SignInRefused();
    return this.openSession(credential.person_id, address, attemptId);
  }

  private async openSession(personId: string, address: string | null, attemptId: string): Promise<IssuedTokens> {
    const opened = await this.unitOfWork.run({ actor: null, action: 'sign-in' }, async (work) => {
      const id = work.nextId();
      const refreshToken = this.tokens.newRefreshToken(id);
      const refreshHash = this.tokens.refreshHash(refreshToken);
      const expiresAt = new Date(work.at.getTime() + SESSION_DAYS * DAY_MS);
      work.add(Object.assign(new Session(), { id, personId, refreshHash, expiresAt, endedAt: null, address }));
      await forgive(work, attemptId);
      return { sessionId: id, refreshToken };
    });
    const { token, expiresAt } = await this.tokens.sign(personId, opened.sessionId);
    return { accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken: opened.refreshToken };
  }

  /** Counted before the password is looked at: guesses made at the same time must all see each other. */
  private countAttempt(login: string, address: string | null): Promise<string> {
    return this.unitOfWork.run({ actor: null, action: 'sign-in.attempt' }, (work) =>
      Promise.resolve(
        work.add(Object.assign(new SignInAttempt(), { login: login.slice(0, LONGEST_LOGIN), address })).id,
      ),
    );
  }

  private async attempts(login: string): Promise<number> {
    const since = new Date(this.clock.millis() - GUESS_WINDOW_MINUTES * 60_000);
    const row = await this.database.one<{ n: string }>(
      'SELECT COUNT(*) AS n FROM sign_in_attempt WHERE login = ? AND created_at > ? AND deleted_at IS NULL',
      [login.slice(0, LONGEST_LOGIN), since],
    );
    return Number(row?.n ?? 0);
  }

  private credentialOf(login: string): Promise<CredentialRow | null> {
    return this.database.one<CredentialRow>(
      `SELECT c.person_id, c.password_hash FROM person p JOIN credential c ON c.person_id = p.id AND c.deleted_at IS NULL
       WHERE p.login = ? AND p.active = 1 AND p.deleted_at IS NULL`,
      [login],
    );
  }
}

/** Only wrong guesses count: not a right one, and not one that was sent away unheard. */
async function forgive(work: Work, attemptId: string): Promise<void> {
  const attempt = await work.fetchUnscoped(SignInAttempt, attemptId);
  if (attempt) work.remove(attempt);
}
