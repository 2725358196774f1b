import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { faultOf } from '../../../kernel/database/retryable.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Person } from '../../permissions/index.js';
import { LinkRefused } from '../domain/account-errors.js';
import type { LinkPurpose } from '../domain/account-link.js';
import { AccessTokens } from '../queries/access-tokens.js';
import { DeviceTokens } from '../queries/device-tokens.js';
import { EndSessions } from './end-sessions.js';
import { GiveLink } from './give-link.js';
import { SetPassword } from './set-password.js';

/** A link's token with the password that its owner chose. */
export interface LinkUse {
  readonly token: string;
  readonly password: string;
  readonly idempotencyKey?: string | null;
}

/** Who may sign in from now on; the device counts as known. */
export interface OpenedAccount {
  readonly login: string;
  readonly deviceToken: string;
}

interface Owner {
  readonly person_id: string;
  readonly login: string;
  readonly name: string;
}

/** Lets the owner of a link choose a password, once. It opens no session: whoever has a second factor is asked for it at sign-in. */
@Injectable()
export class UseLink {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly links: GiveLink,
    private readonly passwords: SetPassword,
    private readonly sessions: EndSessions,
    private readonly tokens: AccessTokens,
    private readonly devices: DeviceTokens,
  ) {}

  /** Somebody invited chooses login and password, and is a person like others from then on. Throws LINK_REFUSED, INVALID_LOGIN, INVALID_PASSWORD…. */
  async accept(input: LinkUse & { readonly login: string }): Promise<OpenedAccount> {
    const login = input.login.trim().toLowerCase();
    const person = await this.ownerOf(input.token, 'INVITATION');
    try {
      return await this.execute(input, 'INVITATION', { ...person, login }, async (work, invited) => {
        const [taken] = await work.fetchWhere(Person, { login });
        if (taken) throw new DomainError('INVALID_LOGIN', ['input', 'login']);
        work.save(Object.assign(invited, { login, active: true }));
      });
    } catch (error) {
      // The unique key on the login decides between two who choose the same one at once.
      if (faultOf(error) === 'duplicate') throw new DomainError('INVALID_LOGIN', ['input', 'login']);
      throw error;
    }
  }

  /** Somebody chooses a new password; their sessions end. Throws LINK_REFUSED, INVALID_PASSWORD…. */
  async choosePassword(input: LinkUse): Promise<OpenedAccount> {
    const owner = await this.ownerOf(input.token, 'PASSWORD');
    await this.passwords.checkNew(input.password, owner.person_id, ['input', 'password']);
    return this.execute(input, 'PASSWORD', owner, (_work, person) => {
      if (!person.active) throw new LinkRefused();
      return Promise.resolve();
    });
  }

  private async execute(
    { token, password, idempotencyKey }: LinkUse,
    purpose: LinkPurpose,
    owner: Owner,
    change: (work: Work, person: Person) => Promise<void>,
  ): Promise<OpenedAccount> {
    const passwordHash = await this.passwords.hash(password, owner);
    const seal = this.tokens.seal('link', `${token} ${owner.login} ${password}`);
    // Nobody is signed in, so the key counts together with the token: another caller's key is another one.
    const key = idempotencyKey ? this.tokens.seal('link', `${token} ${idempotencyKey}`) : null;
    const operation = { actor: null, action: 'account.link', idempotencyKey: key, input: seal };
    await this.unitOfWork.run(operation, async (work) => {
      const link = await this.links.find(work, token, purpose);
      const person = link && (await work.fetchUnscoped(Person, link.personId));
      if (!link || person?.id !== owner.person_id) throw new LinkRefused();
      await change(work, person);
      this.links.use(work, link);
      await this.passwords.write(work, person.id, passwordHash);
      await this.sessions.execute(work, person.id);
      return null;
    });
    return { login: owner.login, deviceToken: this.devices.issue(owner.person_id) };
  }

  /** Whose link it is, also when it was used: a repeated call must find its answer. Throws LINK_REFUSED. */
  private async ownerOf(token: string, purpose: LinkPurpose): Promise<Owner> {
    const owner = await this.database.one<Owner>(
      `SELECT l.person_id, p.login, p.name FROM account_link l JOIN person p ON p.id = l.person_id AND p.deleted_at IS NULL
       WHERE l.token_hash = ? AND l.purpose = ? AND l.deleted_at IS NULL`,
      [this.links.hashOf(token), purpose],
    );
    if (!owner) throw new LinkRefused();
    return owner;
  }
}
