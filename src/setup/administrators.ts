import { Injectable } from '@nestjs/common';
import { Database } from '../kernel/database/database.js';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import { Accounts } from '../modules/accounts/index.js';
import { FirstAdministrator } from './first-administrator.js';

/** A person or login that a command cannot work with; its message says why. */
export class AccountRefused extends Error {}

/** What whoever runs the server may do about accounts from the command line. */
@Injectable()
export class Administrators {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly first: FirstAdministrator,
  ) {}

  /** Adds an administrator. Throws AccountRefused when the login is taken, INVALID_PASSWORD. */
  async create(login: string, password: string, name: string): Promise<void> {
    await this.requireFree(login);
    await this.first.create(login, password, name);
  }

  /** Makes sure that nobody has the login. Throws AccountRefused. */
  async requireFree(login: string): Promise<void> {
    if (await this.personIdOf(login))
      throw new AccountRefused(`The login ${login} is taken. 登录名 ${login} 已被使用。`);
  }

  /** Gives a person a new password, and takes their second factor away: a lone administrator who lost it gets in again. Throws AccountRefused when there is nobody with that login, INVALID_PASSWORD. */
  async resetPassword(login: string, password: string): Promise<void> {
    const personId = await this.requirePerson(login);
    const hash = await this.accounts.hashPassword(password, login);
    await this.unitOfWork.run({ actor: null, action: 'set-up.password-reset' }, async (work) => {
      await this.accounts.setPassword(work, personId, hash);
      await this.accounts.forgetSecondFactor(work, personId);
      return null;
    });
  }

  /** Id of the person with that login. Throws AccountRefused. */
  async requirePerson(login: string): Promise<string> {
    const personId = await this.personIdOf(login);
    if (!personId) throw new AccountRefused(`Nobody has the login ${login}. 没有登录名为 ${login} 的人员。`);
    return personId;
  }

  private async personIdOf(login: string): Promise<string | null> {
    const row = await this.database.one<{ id: string }>(
      'SELECT p.id FROM person p WHERE p.login = ? AND p.deleted_at IS NULL',
      [login.trim().toLowerCase()],
    );
    return row?.id ?? null;
  }
}
