import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can, Public } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { InvitePerson, type IssuedLink } from '../use-cases/invite-person.js';
import { SendPasswordLink } from '../use-cases/send-password-link.js';
import { type OpenedAccount, UseLink } from '../use-cases/use-link.js';
import {
  InvitationAcceptInput,
  InvitationAcceptPayload,
  InvitationCreateInput,
  InvitationCreatePayload,
  InvitationRevokeInput,
  InvitationRevokePayload,
  PasswordLinkCreateInput,
  PasswordLinkCreatePayload,
  PasswordLinkUseInput,
  PasswordLinkUsePayload,
} from './invitation.types.js';

/** Links with which people choose a password: invitations, and those for who cannot sign in. */
@Resolver()
export class InvitationResolver {
  constructor(
    private readonly invitations: InvitePerson,
    private readonly passwordLinks: SendPasswordLink,
    private readonly links: UseLink,
  ) {}

  @Can('person.create')
  @Mutation(() => InvitationCreatePayload, {
    description:
      'Invites a person: they stand in the company as disabled until they accept, with place and roles that the asker may give. Nothing is sent: hand the link over. Codes: INVALID_… (with the path), INVALID_DEPARTMENT, INVALID_MANAGER, INVALID_ROLE.',
  })
  invitationCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Who, and as what.' }) input: InvitationCreateInput,
  ): Promise<IssuedLink> {
    return this.invitations.invite(viewer, input);
  }

  @Can('person.create')
  @Mutation(() => InvitationRevokePayload, {
    description: 'Takes an invitation back that was not accepted. Codes: INVITATION_CLOSED.',
  })
  invitationRevoke(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Whose.' }) input: InvitationRevokeInput,
  ): Promise<{ personId: string }> {
    return this.invitations.revoke(viewer, input);
  }

  @Public()
  @Mutation(() => InvitationAcceptPayload, {
    description:
      'Accepts an invitation, once: the person chooses login and password and may sign in. Codes: LINK_REFUSED (unknown, used, taken back or too old), INVALID_LOGIN, INVALID_PASSWORD, INVALID_PASSWORD_GUESSED.',
  })
  invitationAccept(
    @Args('input', { description: 'Token, login and password.' }) input: InvitationAcceptInput,
  ): Promise<OpenedAccount> {
    return this.links.accept(input);
  }

  @Can('account.edit')
  @Mutation(() => PasswordLinkCreatePayload, {
    description:
      'A link with which a person who holds no more than the asker chooses a password; it takes the place of earlier links, and ends when a password is set. Nothing is sent: hand it over. Codes: PASSWORD_LINK_OWN (one’s own password is changed with `passwordChange`), ACCOUNT_DISABLED.',
  })
  passwordLinkCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'For whom.' }) input: PasswordLinkCreateInput,
  ): Promise<IssuedLink> {
    return this.passwordLinks.execute(viewer, input);
  }

  @Public()
  @Mutation(() => PasswordLinkUsePayload, {
    description:
      'Chooses a password by a link, once; the person’s sessions end. Codes: LINK_REFUSED (unknown, used, taken back or too old), INVALID_PASSWORD, INVALID_PASSWORD_GUESSED, INVALID_PASSWORD_REUSED.',
  })
  passwordLinkUse(
    @Args('input', { description: 'Token and password.' }) input: PasswordLinkUseInput,
  ): Promise<OpenedAccount> {
    return this.links.choosePassword(input);
  }
}
