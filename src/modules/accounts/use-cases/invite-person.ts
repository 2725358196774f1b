import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { type NewPerson, Person, SavePerson } from '../../permissions/index.js';
import { InvitationClosed } from '../domain/account-errors.js';
import { ReachedPeople } from '../queries/reached-people.js';
import { GiveLink } from './give-link.js';

/** Who is invited, and as what. */
export type Invitation = Omit<NewPerson, 'login'> & { readonly email: string };

/** The link, for whoever delivers it. */
export interface IssuedLink {
  readonly personId: string;
  readonly token: string;
  readonly expiresAt: Date;
}

/** Invites people: they stand in the company as disabled, with the place and roles that were meant for them, until they accept. */
@Injectable()
export class InvitePerson {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: SavePerson,
    private readonly reached: ReachedPeople,
    private readonly links: GiveLink,
  ) {}

  /** Throws what adding a person throws: INVALID_DEPARTMENT, INVALID_MANAGER, INVALID_ROLE and the like. */
  async invite(viewer: Viewer, { idempotencyKey, ...input }: Invitation): Promise<IssuedLink> {
    const operation = { actor: viewer, action: 'invitation.create', idempotencyKey, input };
    const given = await this.unitOfWork.run(operation, async (work) => {
      // Nobody knows the login yet; it is unique, and no name that anybody may choose.
      const { personId } = await this.people.create(viewer, { ...input, login: `+${work.nextId()}` });
      await work.flush();
      const person = await work.fetchUnscoped(Person, personId);
      if (!person) throw new Error('The person who was just added is not there.');
      work.save(Object.assign(person, { active: false }));
      const { id, expiresAt } = await this.links.execute(work, personId, 'INVITATION');
      return { id, personId, expiresAt: expiresAt.toISOString() };
    });
    const { id, personId, expiresAt } = given;
    return { personId, token: this.links.tokenOf(id), expiresAt: new Date(expiresAt) };
  }

  /** Takes an invitation back that was not accepted. Throws NOT_FOUND, FORBIDDEN, INVITATION_CLOSED. */
  async revoke(
    viewer: Viewer,
    input: { readonly personId: string; readonly idempotencyKey?: string | null },
  ): Promise<{ personId: string }> {
    const { personId, idempotencyKey } = input;
    await this.reached.find(viewer, personId, ['person.read', 'person.create']);
    return this.unitOfWork.run({ actor: viewer, action: 'invitation.revoke', idempotencyKey, input }, async (work) => {
      const person = await work.fetchUnscoped(Person, personId);
      if (!person || person.active) throw new InvitationClosed();
      // A disabled person may have a link for a password, and is a colleague all the same.
      if (!(await this.links.takeBack(work, personId)).includes('INVITATION')) throw new InvitationClosed();
      work.remove(person);
      return { personId };
    });
  }
}
