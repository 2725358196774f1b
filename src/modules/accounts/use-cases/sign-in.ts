import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { Session } from '../domain/session.js';
import { GUESS_WINDOW_MINUTES, GUESSES, SignInAttempt } from '../domain/sign-in-attempt.js';
import { SignInLater, SignInRefused } from '../domain/account-errors.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { PasswordHashing } from './password-hashing.js';

/** Days that a session lives without being refreshed. */
export const SESSION_DAYS = 30;
const DAY_MS = 86_400_000;

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
    if ((await this.guesses(name)) >= GUESSES) throw new SignInLater(GUESS_WINDOW_MINUTES);
    const credential = await this.credentialOf(name);
    if (!(await this.passwords.fits(password, credential?.password_hash ?? null)) || !credential) {
      await this.unitOfWork.run({ actor: null, action: 'sign-in.failed' }, async (work) => {
        work.add(Object.assign(new SignInAttempt(), { login: name.slice(0, 60), address }));
        return Promise.resolve(null);
      });
      throw new SignInRefused();
    }
    return this.openSession(credential.person_id, address);
  }

  private async openSession(personId: string, address: string | null): Promise<IssuedTokens> {
    const refreshToken = this.tokens.newRefreshToken();
    const refreshHash = this.tokens.refreshHash(refreshToken);
    const sessionId = await this.unitOfWork.run({ actor: null, action: 'sign-in' }, (work) => {
      const expiresAt = new Date(work.at.getTime() + SESSION_DAYS * DAY_MS);
      const session = Object.assign(new Session(), {
        personId,
        refreshHash,
        previousHash: null,
        expiresAt,
        endedAt: null,
        address,
      });
      return Promise.resolve(work.add(session).id);
    });
    const { token, expiresAt } = await this.tokens.sign(personId, sessionId);
    return { accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken };
  }

  private async guesses(login: string): Promise<number> {
    const since = new Date(this.clock.millis() - GUESS_WINDOW_MINUTES * 60_000);
    const row = await this.database.one<{ n: string }>(
      'SELECT COUNT(*) AS n FROM sign_in_attempt WHERE login = ? AND created_at > ?',
      [login.slice(0, 60), since],
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
