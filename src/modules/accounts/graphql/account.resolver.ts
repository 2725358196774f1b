import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../../kernel/access/asker.js';
import { Public, SignedIn } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PEOPLE, PersonNode } from '../../permissions/index.js';
import { ConfirmSignIn } from '../use-cases/confirm-sign-in.js';
import { type IssuedTokens, placeOf } from '../use-cases/open-session.js';
import { RefreshToken } from '../use-cases/refresh-token.js';
import { type IssuedChallenge, SignIn } from '../use-cases/sign-in.js';
import { SignOut } from '../use-cases/sign-out.js';
import {
  SignInConfirmInput,
  SignInConfirmPayload,
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
    private readonly confirmations: ConfirmSignIn,
    private readonly refreshes: RefreshToken,
    private readonly signOuts: SignOut,
    private readonly lists: ListReader,
  ) {}

  @Public()
  @Mutation(() => SignInPayload, {
    description:
      'Signs in; with a second factor it takes `signInConfirm` as well. Codes: SIGN_IN_REFUSED, SIGN_IN_LATER (10 wrong guesses in 15 minutes by devices that have not signed in as this person before, or by one that has).',
  })
  signIn(
    @Args('input', { description: 'Login and password.' }) input: SignInInput,
    @Scope() scope: RequestScope,
  ): Promise<IssuedTokens | IssuedChallenge> {
    return this.signIns.execute(input, placeOf(scope));
  }

  @Public()
  @Mutation(() => SignInConfirmPayload, {
    description:
      'Second step of a sign-in; each code works once. Codes: CHALLENGE_REFUSED, SECOND_FACTOR_REFUSED, SIGN_IN_LATER.',
  })
  signInConfirm(
    @Args('input', { description: 'Challenge and code.' }) input: SignInConfirmInput,
    @Scope() scope: RequestScope,
  ): Promise<IssuedTokens> {
    return this.confirmations.execute(input, placeOf(scope));
  }

  @Public()
  @Mutation(() => TokenRefreshPayload, {
    description: 'New tokens for a refresh token. Using one twice ends the session. Codes: REFRESH_REFUSED.',
  })
  tokenRefresh(
    @Args('input', { description: 'The refresh token.' }) input: TokenRefreshInput,
    @Scope() scope: RequestScope,
  ): Promise<IssuedTokens> {
    return this.refreshes.execute(input.refreshToken, placeOf(scope));
  }

  @SignedIn({ evenRestricted: true })
  @Mutation(() => SignOutPayload, { description: 'Ends the session; open sockets close within 2 s.' })
  signOut(@Asker() viewer: Viewer): Promise<{ signedOut: boolean }> {
    return this.signOuts.execute(viewer);
  }

  @SignedIn({ evenRestricted: true })
  @Query(() => ViewerNode, { description: 'The signed-in person.' })
  viewer(@Asker() viewer: Viewer): ViewerNode {
    const { personId, scopes, restricted = false } = viewer;
    const fieldRules = [...viewer.fieldRules].map(([field, rule]) => ({ field, rule }));
    return { personId, actions: [...scopes.keys()].sort(), fieldRules, passwordMustChange: restricted };
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'The person; null when their roles do not let them see people.',
  })
  person(viewer: ViewerNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, viewer.personId);
  }
}
