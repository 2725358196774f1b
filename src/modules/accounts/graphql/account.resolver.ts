import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../../kernel/access/asker.js';
import { Can, Public, SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PEOPLE, PersonNode } from '../../permissions/index.js';
import { ChangePassword } from '../use-cases/change-password.js';
import { RefreshToken } from '../use-cases/refresh-token.js';
import { type IssuedTokens, SignIn } from '../use-cases/sign-in.js';
import { SignOut } from '../use-cases/sign-out.js';
import {
  PasswordSetInput,
  PasswordSetPayload,
  SignInInput,
  SignInPayload,
  SignOutPayload,
  TokenRefreshInput,
  TokenRefreshPayload,
  ViewerNode,
} from './account.types.js';

/** Signing in and out. */
@Resolver(() => ViewerNode)
export class AccountResolver {
  constructor(
    private readonly signIns: SignIn,
    private readonly refreshes: RefreshToken,
    private readonly signOuts: SignOut,
    private readonly passwords: ChangePassword,
    private readonly lists: ListReader,
  ) {}

  @Public()
  @Mutation(() => SignInPayload, {
    description: 'Signs in. Codes: SIGN_IN_REFUSED, SIGN_IN_LATER (10 wrong guesses in 15 minutes).',
  })
  signIn(
    @Args('input', { description: 'Login and password.' }) input: SignInInput,
    @Scope() scope: RequestScope,
  ): Promise<IssuedTokens> {
    return this.signIns.execute(input.login, input.password, scope.address);
  }

  @Public()
  @Mutation(() => TokenRefreshPayload, {
    description: 'New tokens for a refresh token. Using one twice ends the session. Codes: REFRESH_REFUSED.',
  })
  tokenRefresh(@Args('input', { description: 'The refresh token.' }) input: TokenRefreshInput): Promise<IssuedTokens> {
    return this.refreshes.execute(input.refreshToken);
  }

  @SignedIn()
  @Mutation(() => SignOutPayload, { description: 'Ends the session; open sockets close within 2 s.' })
  signOut(@Asker() viewer: Viewer): Promise<{ signedOut: boolean }> {
    return this.signOuts.execute(viewer);
  }

  @Can('account.edit')
  @Mutation(() => PasswordSetPayload, {
    description:
      'Sets the password of a person who holds no more than the asker, and ends their sessions. Codes: INVALID_PASSWORD.',
  })
  passwordSet(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Whose, and which.' }) input: PasswordSetInput,
  ): Promise<{ personId: string }> {
    return this.passwords.execute(viewer, input);
  }

  @SignedIn()
  @Query(() => ViewerNode, { description: 'The signed-in person.' })
  viewer(@Asker() viewer: Viewer): ViewerNode {
    const fieldRules = [...viewer.fieldRules].map(([field, rule]) => ({ field, rule }));
    return { personId: viewer.personId, actions: [...viewer.scopes.keys()].sort(), fieldRules };
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'The person; null when their roles do not let them see people.',
  })
  person(viewer: ViewerNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, viewer.personId);
  }
}
