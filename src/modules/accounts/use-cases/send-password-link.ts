import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Permissions } from '../../permissions/index.js';
import { AccountDisabled, OwnPasswordLink } from '../domain/account-errors.js';
import { ReachedPeople } from '../queries/reached-people.js';
import { GiveLink } from './give-link.js';
import type { IssuedLink } from './invite-person.js';

/** Gives somebody who cannot sign in a link with which they choose a password; until then the old one holds. */
@Injectable()
export class SendPasswordLink {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedPeople,
    private readonly permissions: Permissions,
    private readonly links: GiveLink,
  ) {}

  /** Throws NOT_FOUND, FORBIDDEN (the person holds more), PASSWORD_LINK_OWN, ACCOUNT_DISABLED. */
  async execute(
    viewer: Viewer,
    input: { readonly personId: string; readonly idempotencyKey?: string | null },
  ): Promise<IssuedLink> {
    const { personId, idempotencyKey } = input;
    await this.reached.find(viewer, personId);
    if (personId === viewer.personId) throw new OwnPasswordLink();
    const operation = { actor: viewer, action: 'passwordLink.create', idempotencyKey, input };
    const { id, expiresAt } = await this.unitOfWork.run(operation, async (work) => {
      const [person] = await this.permissions.people([personId]);
      if (!person?.active) throw new AccountDisabled();
      const link = await this.links.execute(work, personId, 'PASSWORD');
      return { id: link.id, expiresAt: link.expiresAt.toISOString() };
    });
    return { personId, token: this.links.tokenOf(id), expiresAt: new Date(expiresAt) };
  }
}
