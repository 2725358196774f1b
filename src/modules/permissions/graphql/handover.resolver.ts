import type { Type } from '@nestjs/common';
import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker, Scope } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { RecordArgs } from '../../../kernel/lists/as-of.js';
import { ListReader, loaderOf } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import { pick } from '../../../kernel/runtime/labels.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { HandoverFinder, type KeptRecord } from '../queries/handover-finder.js';
import { HANDOVERS } from '../queries/handover-list.js';
import type { HandoverPlan } from '../queries/handover-plan.js';
import { PEOPLE } from '../queries/people-list.js';
import { StartHandover } from '../use-cases/start-handover.js';
import { HandoverPreviewInput } from './handover.inputs.js';
import {
  HandoverConnection,
  HandoverKeptNode,
  HandoverNode,
  HandoverPreview,
  HandoverShareNode,
  HandoverStartPayload,
  HandoverUndoPayload,
} from './handover.types.js';
import { PersonNode } from './person.types.js';

/** What a hand-over would do, and how hand-overs stand. */
@Resolver()
export class HandoverResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly starting: StartHandover,
  ) {}

  @Can('handover.run')
  @Query(() => HandoverPreview, {
    description: 'What a hand-over would do by these rules: how many of which kind, to whom, what nobody can take.',
  })
  async handoverPreview(
    @Asker() viewer: Viewer,
    @Scope() scope: RequestScope,
    @Args('input', { description: 'Who leaves, and who would get what.' }) input: HandoverPreviewInput,
  ): Promise<HandoverPreview> {
    return shown(await this.starting.preview(viewer, input), scope);
  }

  @Can('handover.read')
  @Query(() => HandoverNode, { description: 'One hand-over.' })
  handover(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<HandoverNode> {
    return this.lists.one(HANDOVERS, viewer, id, asOf);
  }

  @Can('handover.read')
  @Query(() => HandoverConnection, { description: 'Hand-overs that the asker may see, the latest first.' })
  handovers(
    @Asker() viewer: Viewer,
    @Args({ type: () => HANDOVERS.Args }) args: ListArgs,
  ): Promise<Page<HandoverNode>> {
    return this.lists.page(HANDOVERS, viewer, args);
  }
}

function shown({ total, withoutTaker, kinds, shares }: HandoverPlan, { locale }: RequestScope): HandoverPreview {
  const named = kinds.map(({ port: { kind }, ...counts }) => ({
    ...counts,
    kind: kind.kind,
    label: pick(kind.label, locale),
  }));
  return { total, withoutTaker, kinds: named, shares: [...shares] };
}

@Resolver(() => HandoverNode)
class HandoverFieldsResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly finder: HandoverFinder,
  ) {}

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who leaves; null when the asker may not see them.' })
  person({ personId }: HandoverNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, personId);
  }

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who started it.' })
  startedBy({ startedBy }: HandoverNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, startedBy);
  }

  @ResolveField(() => [HandoverKeptNode], { description: 'The first 100 records that undoing left where they are.' })
  keptRecords({ id }: HandoverNode, _args: unknown, scope: RequestScope): Promise<readonly KeptRecord[]> {
    return loaderOf<string, readonly KeptRecord[]>(scope, 'handover:kept', async (ids) => {
      const kept = await this.finder.kept(ids);
      return ids.map((one) => kept.get(one) ?? []);
    }).load(id);
  }
}

@Resolver(() => HandoverShareNode)
class HandoverShareResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => PersonNode, { nullable: true, description: 'Who gets them.' })
  person({ personId }: HandoverShareNode, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
    return this.lists.related(PEOPLE, scope, personId);
  }
}

function handoverOf(Payload: Type<HandoverStartPayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => HandoverNode, {
      nullable: true,
      description: 'The hand-over as it is now; null when nothing was written.',
    })
    handover({ handoverId }: HandoverStartPayload, _args: unknown, scope: RequestScope): Promise<HandoverNode | null> {
      return this.lists.related(HANDOVERS, scope, handoverId);
    }
  }
  return PayloadResolver;
}

/** Resolvers of the fields and payloads of hand-overs. */
export const HANDOVER_FIELD_RESOLVERS = [
  HandoverFieldsResolver,
  HandoverShareResolver,
  ...[HandoverStartPayload, HandoverUndoPayload].map(handoverOf),
];
