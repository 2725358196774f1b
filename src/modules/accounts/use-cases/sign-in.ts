import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { SignInRefused } from '../domain/account-errors.js';
import { Credential } from '../domain/credential.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { DeviceTokens } from '../queries/device-tokens.js';
import { LimitGuesses } from './limit-guesses.js';
import { type IssuedTokens, OpenSession, type Place } from './open-session.js';
import { PasswordHashing } from './password-hashing.js';

/** Who signs in. */
export interface SignInFacts {
  readonly login: string;
  readonly password: string;
  readonly deviceToken?: string | null;
}

/** What the second step of a sign-in needs. */
export interface IssuedChallenge {
  readonly challengeToken: string;
  readonly challengeExpiresAt: Date;
}

interface CredentialRow {
  readonly person_id: string;
  readonly password_hash: string;
  readonly version: number;
  readonly must_change: number;
  readonly has_factor: number;
}

/** Signs a person in by login and password. An unknown login, a disabled person and a wrong password answer alike, in the same time. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: PasswordHashing,
    private readonly guesses: LimitGuesses,
    private readonly sessions: OpenSession,
    private readonly tokens: AccessTokens,
    private readonly devices: DeviceTokens,
  ) {}

  /** Throws SIGN_IN_REFUSED, SIGN_IN_LATER. */
  async execute(
    { login, password, deviceToken }: SignInFacts,
    place: Place,
  ): Promise<(IssuedTokens & { readonly passwordMustChange: boolean }) | IssuedChallenge> {
    const name = login.trim().toLowerCase();
    const credential = await this.credentialOf(name);
    const device = this.devices.deviceOf(deviceToken, credential?.person_id ?? null);
    const attemptId = await this.guesses.begin({ login: name, device, address: place.address });
    if (!(await this.passwords.fits(password, credential?.password_hash ?? null)) || !credential)
      throw new SignInRefused();
    const { person_id: personId, has_factor: hasFactor, must_change: mustChange } = credential;
    const version = await this.renewHash(credential, password);
    if (hasFactor) {
      await this.unitOfWork.run({ actor: null, action: 'sign-in.password' }, (work) =>
        this.guesses.forgive(work, attemptId),
      );
      const { token, expiresAt } = await this.tokens.challenge({ personId, credential: version, device });
      return { challengeToken: token, challengeExpiresAt: expiresAt };
    }
    const issued = await this.sessions.execute(personId, place, (work) => this.guesses.forgive(work, attemptId));
    return { ...issued, passwordMustChange: Boolean(mustChange) };
  }

  /** A hash of less than today's cost is made anew while the password is at hand; the credential's version afterwards. */
  private async renewHash(
    { person_id: personId, password_hash: before, version }: CredentialRow,
    password: string,
  ): Promise<number> {
    if (!this.passwords.isDated(before)) return version;
    const passwordHash = await this.passwords.hash(password);
    return this.unitOfWork.run({ actor: null, action: 'sign-in.rehash' }, async (work) => {
      const [credential] = await work.fetchWhere(Credential, { personId });
      if (credential?.passwordHash !== before) return version;
      return work.save(Object.assign(credential, { passwordHash })).version;
    });
  }

  private credentialOf(login: string): Promise<CredentialRow | null> {
    return this.database.one<CredentialRow>(
      `SELECT c.person_id, c.password_hash, c.version, c.must_change, (f.confirmed_at IS NOT NULL) AS has_factor
       FROM person p JOIN credential c ON c.person_id = p.id AND c.deleted_at IS NULL
       LEFT JOIN second_factor f ON f.person_id = p.id AND f.deleted_at IS NULL
       WHERE p.login = ? AND p.active = 1 AND p.deleted_at IS NULL`,
      [login],
    );
  }
}
