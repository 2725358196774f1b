import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { SERVICE_PROCESSES } from '../queries/service-process-list.js';
import { PublishProcess } from '../use-cases/publish-process.js';
import { publicationOf } from './process-publication.js';
import {
  ServiceProcessConnection,
  ServiceProcessNode,
  ServiceProcessPublishInput,
  ServiceProcessPublishPayload,
  ServiceProcessStepNode,
} from './service-process.types.js';

/** The ways that cases go. */
@Resolver(() => ServiceProcessNode)
export class ServiceProcessResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly publishing: PublishProcess,
  ) {}

  @Can('serviceProcess.read')
  @Query(() => ServiceProcessConnection, {
    description: 'Service processes with all their versions, the newest of each code first.',
  })
  serviceProcesses(
    @Asker() viewer: Viewer,
    @Args({ type: () => SERVICE_PROCESSES.Args }) args: ListArgs,
  ): Promise<Page<ServiceProcessNode>> {
    return this.lists.page(SERVICE_PROCESSES, viewer, args);
  }

  @Can('serviceProcess.edit')
  @Mutation(() => ServiceProcessPublishPayload, {
    description:
      'Publishes the next version of a process; new cases of its kind take it. Codes: INVALID_PERFORMER, INVALID_STEP_CODE, INVALID_REFERENCE, STALE_RECORD.',
  })
  serviceProcessPublish(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The process.' }) input: ServiceProcessPublishInput,
  ): Promise<{ processId: string }> {
    return this.publishing.execute(viewer, publicationOf(input));
  }

  @ResolveField(() => [ServiceProcessStepNode], { description: 'Steps in order.' })
  steps(process: ServiceProcessNode): ServiceProcessStepNode[] {
    return process.steps.map(({ performer, ...step }) => ({ ...step, ...performer }));
  }
}

/** The published process in its payload. */
@Resolver(() => ServiceProcessPublishPayload)
export class ServiceProcessPublishPayloadResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => ServiceProcessNode, {
    nullable: true,
    description: 'The published version; null when refused or not visible.',
  })
  serviceProcess(
    payload: ServiceProcessPublishPayload,
    _args: unknown,
    scope: RequestScope,
  ): Promise<ServiceProcessNode | null> {
    return this.lists.related(SERVICE_PROCESSES, scope, payload.processId);
  }
}
