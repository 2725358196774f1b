import { Global, Module } from '@nestjs/common';
import { Authenticator } from '../../kernel/access/authenticator.js';
import { PermissionsModule } from '../permissions/index.js';
import './accounts.permissions.js';
import { Accounts } from './facade.js';
import { AccountResolver } from './graphql/account.resolver.js';
import { AccessTokens } from './queries/access-tokens.js';
import { EndSessionsOnPersonDisabled } from './reactions/end-sessions-on-person-disabled.js';
import { SessionAuthenticator } from './queries/session-authenticator.js';
import { PasswordHashing } from './use-cases/password-hashing.js';
import { ChangePassword } from './use-cases/change-password.js';
import { EndSessions } from './use-cases/end-sessions.js';
import { RefreshToken } from './use-cases/refresh-token.js';
import { SetPassword } from './use-cases/set-password.js';
import { SignIn } from './use-cases/sign-in.js';
import { SignOut } from './use-cases/sign-out.js';

@Global()
@Module({
  imports: [PermissionsModule],
  providers: [
    AccessTokens,
    SessionAuthenticator,
    { provide: Authenticator, useExisting: SessionAuthenticator },
    PasswordHashing,
    SignIn,
    RefreshToken,
    SignOut,
    SetPassword,
    EndSessions,
    EndSessionsOnPersonDisabled,
    ChangePassword,
    Accounts,
    AccountResolver,
  ],
  exports: [Authenticator, Accounts],
})
export class AccountsModule {}
