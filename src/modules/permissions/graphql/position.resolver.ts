import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import { POSITIONS } from '../queries/people-list.js';
import { SavePosition } from '../use-cases/save-position.js';
import { PositionCreatePayload, PositionDeletePayload, PositionUpdatePayload } from './organisation.payloads.js';
import { PositionConnection, type PositionNode } from './person.types.js';
import { PositionCreateInput, PositionDeleteInput, PositionUpdateInput } from './position.inputs.js';

/** Positions of the company. */
@Resolver()
export class PositionResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly saving: SavePosition,
  ) {}

  @Can('position.read')
  @Query(() => PositionConnection, { description: 'Positions 岗位 that people can hold.' })
  positions(
    @Asker() viewer: Viewer,
    @Args({ type: () => POSITIONS.Args }) args: ListArgs,
  ): Promise<Page<PositionNode>> {
    return this.lists.page(POSITIONS, viewer, args);
  }

  @Can('position.create')
  @Mutation(() => PositionCreatePayload, { description: 'Adds a position. Codes: INVALID_… (with the path).' })
  positionCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The new position.' }) input: PositionCreateInput,
  ): Promise<{ positionId: string }> {
    return this.saving.create(viewer, input);
  }

  @Can('position.edit')
  @Mutation(() => PositionUpdatePayload, {
    description: 'Renames a position. Codes: INVALID_… (with the path), STALE_RECORD.',
  })
  positionUpdate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The new name.' }) input: PositionUpdateInput,
  ): Promise<{ positionId: string }> {
    return this.saving.rename(viewer, input);
  }

  @Can('position.delete')
  @Mutation(() => PositionDeletePayload, {
    description: 'Deletes a position that nobody holds. Codes: POSITION_IN_USE, STALE_RECORD.',
  })
  positionDelete(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which one.' }) input: PositionDeleteInput,
  ): Promise<{ positionId: string }> {
    return this.saving.remove(viewer, input);
  }
}
