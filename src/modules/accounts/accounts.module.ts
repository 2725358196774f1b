import { Global, Module } from '@nestjs/common';
import { Authenticator } from '../../kernel/access/authenticator.js';
import { ApprovalsModule } from '../approvals/index.js';
import { PermissionsModule } from '../permissions/index.js';
import './accounts.permissions.js';
import './domain/field-labels.js';
import { Accounts } from './facade.js';
import { AccountResolver } from './graphql/account.resolver.js';
import { ApplicationPayloadResolver, ApplicationResolver } from './graphql/application.resolver.js';
import { InvitationResolver } from './graphql/invitation.resolver.js';
import { PasswordResolver } from './graphql/password.resolver.js';
import { SecondFactorResolver } from './graphql/second-factor.resolver.js';
import { SessionResolver } from './graphql/session.resolver.js';
import { AccessTokens } from './queries/access-tokens.js';
import { AuthenticatorApp } from './queries/authenticator-app.js';
import { DeviceTokens } from './queries/device-tokens.js';
import { ReachedPeople } from './queries/reached-people.js';
import { SecretBox } from './queries/secret-box.js';
import { SessionAuthenticator } from './queries/session-authenticator.js';
import { SessionList } from './queries/session-list.js';
import { AdmitApplicantOnApplicationDecided } from './reactions/admit-applicant-on-application-decided.js';
import { EndSessionsOnPersonDisabled } from './reactions/end-sessions-on-person-disabled.js';
import { ApplyForAccount } from './use-cases/apply-for-account.js';
import { ChangeOwnPassword } from './use-cases/change-own-password.js';
import { ChangePassword } from './use-cases/change-password.js';
import { CheckCode } from './use-cases/check-code.js';
import { ConfirmSecondFactor } from './use-cases/confirm-second-factor.js';
import { ConfirmSignIn } from './use-cases/confirm-sign-in.js';
import { EndSessions } from './use-cases/end-sessions.js';
import { EnrolSecondFactor } from './use-cases/enrol-second-factor.js';
import { GiveLink } from './use-cases/give-link.js';
import { InvitePerson } from './use-cases/invite-person.js';
import { LimitGuesses } from './use-cases/limit-guesses.js';
import { OpenSession } from './use-cases/open-session.js';
import { PasswordHashing } from './use-cases/password-hashing.js';
import { PlaceApplicant } from './use-cases/place-applicant.js';
import { ProvePassword } from './use-cases/prove-password.js';
import { RefreshToken } from './use-cases/refresh-token.js';
import { ResetSecondFactor } from './use-cases/reset-second-factor.js';
import { RevokeSession } from './use-cases/revoke-session.js';
import { SendPasswordLink } from './use-cases/send-password-link.js';
import { SetPassword } from './use-cases/set-password.js';
import { SignIn } from './use-cases/sign-in.js';
import { SignOut } from './use-cases/sign-out.js';
import { UseLink } from './use-cases/use-link.js';

const TOKENS = [AccessTokens, DeviceTokens, SecretBox, AuthenticatorApp];
const SIGN_IN = [LimitGuesses, OpenSession, SignIn, ConfirmSignIn, RefreshToken, SignOut];
const PASSWORDS = [PasswordHashing, SetPassword, ChangePassword, ProvePassword, ChangeOwnPassword];
const SECOND_FACTOR = [CheckCode, EnrolSecondFactor, ConfirmSecondFactor, ResetSecondFactor];
const LINKS = [GiveLink, InvitePerson, SendPasswordLink, UseLink, InvitationResolver];
const APPLICATIONS = [
  ...[ApplyForAccount, PlaceApplicant, AdmitApplicantOnApplicationDecided],
  ...[ApplicationResolver, ApplicationPayloadResolver],
];
const SESSIONS = [SessionList, EndSessions, RevokeSession, EndSessionsOnPersonDisabled];

@Global()
@Module({
  imports: [PermissionsModule, ApprovalsModule],
  providers: [
    SessionAuthenticator,
    { provide: Authenticator, useExisting: SessionAuthenticator },
    ReachedPeople,
    Accounts,
    ...[...TOKENS, ...SIGN_IN, ...PASSWORDS, ...SECOND_FACTOR, ...SESSIONS, ...LINKS, ...APPLICATIONS],
    ...[AccountResolver, PasswordResolver, SecondFactorResolver, SessionResolver],
  ],
  exports: [Authenticator, Accounts],
})
export class AccountsModule {}
