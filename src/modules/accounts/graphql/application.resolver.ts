import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../../kernel/access/asker.js';
import { Can, Public } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { RecordArgs } from '../../../kernel/lists/as-of.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PEOPLE, PersonNode } from '../../permissions/index.js';
import { ACCOUNT_APPLICATIONS } from '../queries/application-list.js';
import { ApplyForAccount } from '../use-cases/apply-for-account.js';
import { PlaceApplicant } from '../use-cases/place-applicant.js';
import {
  AccountApplicationConnection,
  AccountApplicationNode,
  AccountApplicationPlaceInput,
  AccountApplicationPlacePayload,
  AccountApplyInput,
  AccountApplyPayload,
} from './application.types.js';

/** Applications for an account. */
@Resolver(() => AccountApplicationNode)
export class ApplicationResolver {
  constructor(
    private readonly applying: ApplyForAccount,
    private readonly placing: PlaceApplicant,
    private readonly lists: ListReader,
  ) {}

  @Public()
  @Mutation(() => AccountApplyPayload, {
    description:
      'Asks for an account; people decide. The answer is the same for everybody: nothing is told of logins, people or departments. At most 5 an hour from one address, 100 in all (RATE_LIMITED). Codes: INVALID_… (with the path).',
  })
  accountApply(
    @Args('input', { description: 'Who asks, and why.' }) input: AccountApplyInput,
    @Scope() scope: RequestScope,
  ): Promise<{ applicationToken: string }> {
    return this.applying.execute(input, scope.address);
  }

  @Can('accountApplication.place')
  @Mutation(() => AccountApplicationPlacePayload, {
    description:
      'Says as what an applicant would come in: no more than the asker holds. The approval shows it as its `changes`, and its version grows; once somebody has decided it stays as it is (APPROVAL_BEGUN). `approvalApprove` then makes them a person, if the approver holds what that gives as well, and is refused with the codes of `personCreate` if not. Codes: INVALID_… (with the path), INVALID_DEPARTMENT, INVALID_POSITION, INVALID_LEVEL, INVALID_MANAGER, INVALID_ROLE, APPLICATION_DECIDED, APPROVAL_BEGUN, STALE_RECORD.',
  })
  accountApplicationPlace(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Who, and as what.' }) input: AccountApplicationPlaceInput,
  ): Promise<{ applicationId: string }> {
    return this.placing.execute(viewer, input);
  }

  @Can('accountApplication.read')
  @Query(() => AccountApplicationConnection, { description: 'Applications for an account that the asker may see.' })
  accountApplications(
    @Asker() viewer: Viewer,
    @Args({ type: () => ACCOUNT_APPLICATIONS.Args }) args: ListArgs,
  ): Promise<Page<AccountApplicationNode>> {
    return this.lists.page(ACCOUNT_APPLICATIONS, viewer, args);
  }

  @Can('accountApplication.read')
  @Query(() => AccountApplicationNode, { description: 'One application for an account.' })
  accountApplication(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<AccountApplicationNode> {
    return this.lists.one(ACCOUNT_APPLICATIONS, viewer, id, asOf);
  }

  @ResolveField(() => PersonNode, {
    nullable: true,
    description: 'The person that the applicant has become; null before, and when the asker may not see them.',
  })
  person(application: AccountApplicationNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, application.personId);
  }
}

/** The application that a call has placed. */
@Resolver(() => AccountApplicationPlacePayload)
export class ApplicationPayloadResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => AccountApplicationNode, {
    nullable: true,
    description: 'The application as it is now; null when nothing was written.',
  })
  application(
    payload: AccountApplicationPlacePayload,
    _args: unknown,
    scope: RequestScope,
  ): Promise<AccountApplicationNode | null> {
    return this.lists.related(ACCOUNT_APPLICATIONS, scope, payload.applicationId);
  }
}
