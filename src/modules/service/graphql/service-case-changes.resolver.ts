import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { AssignCase } from '../use-cases/assign-case.js';
import { CloseCase } from '../use-cases/close-case.js';
import { ForwardCase } from '../use-cases/forward-case.js';
import { OpenCase } from '../use-cases/open-case.js';
import { RecordHandling } from '../use-cases/record-handling.js';
import { ReopenCase } from '../use-cases/reopen-case.js';
import { TakeCase } from '../use-cases/take-case.js';
import {
  ServiceCaseAssignInput,
  ServiceCaseCloseInput,
  ServiceCaseForwardInput,
  ServiceCaseOpenInput,
  ServiceCaseRecordInput,
  ServiceCaseReopenInput,
  ServiceCaseTakeInput,
} from './service-case.inputs.js';
import {
  ServiceCaseAssignPayload,
  ServiceCaseClosePayload,
  ServiceCaseForwardPayload,
  ServiceCaseOpenPayload,
  ServiceCaseRecordPayload,
  ServiceCaseReopenPayload,
  ServiceCaseTakePayload,
} from './service-case.payloads.js';

const ALWAYS = 'STALE_RECORD, RECORD_LOCKED, TRANSITION_REFUSED';

/** What the use cases answer; the payload's `serviceCase` is read from it. */
interface ChangedCase {
  readonly caseId: string;
}

/** Everything that changes a service case. */
@Resolver()
export class ServiceCaseChangesResolver {
  constructor(
    private readonly opening: OpenCase,
    private readonly taking: TakeCase,
    private readonly assigning: AssignCase,
    private readonly forwarding: ForwardCase,
    private readonly recording: RecordHandling,
    private readonly closing: CloseCase,
    private readonly reopening: ReopenCase,
  ) {}

  @Can('serviceCase.create')
  @Mutation(() => ServiceCaseOpenPayload, {
    description: 'Opens a case and starts its clock. Codes: INVALID_REFERENCE, SERVICE_PROCESS_MISSING.',
  })
  serviceCaseOpen(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The case.' }) input: ServiceCaseOpenInput,
  ): Promise<ChangedCase> {
    return this.opening.execute(viewer, input);
  }

  @Can('serviceCase.edit')
  @Mutation(() => ServiceCaseTakePayload, {
    description: `Takes a waiting case into the asker's hands; people of the step's department or role only. Codes: SERVICE_NOT_PERFORMER, ${ALWAYS}.`,
  })
  serviceCaseTake(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which case.' }) input: ServiceCaseTakeInput,
  ): Promise<ChangedCase> {
    return this.taking.execute(viewer, input);
  }

  @Can('serviceCase.assign')
  @Mutation(() => ServiceCaseAssignPayload, {
    description: `Puts the case into the hands of a person of its step. Codes: INVALID_REFERENCE, SERVICE_NOT_PERFORMER, ${ALWAYS}.`,
  })
  serviceCaseAssign(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which case and who.' }) input: ServiceCaseAssignInput,
  ): Promise<ChangedCase> {
    return this.assigning.execute(viewer, input);
  }

  @Can('serviceCase.edit')
  @Mutation(() => ServiceCaseForwardPayload, {
    description: `Sends the case to the next step, or to another department or person. Codes: INVALID_REFERENCE, INVALID_FORWARD_TARGET, SERVICE_NO_NEXT_STEP, ${ALWAYS}.`,
  })
  serviceCaseForward(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which case and where to.' }) input: ServiceCaseForwardInput,
  ): Promise<ChangedCase> {
    return this.forwarding.execute(viewer, input);
  }

  @Can('serviceCase.edit')
  @Mutation(() => ServiceCaseRecordPayload, {
    description: `Records what was done; the first response to the customer stops the clock. Codes: ${ALWAYS}.`,
  })
  serviceCaseRecord(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which case and what was done.' }) input: ServiceCaseRecordInput,
  ): Promise<ChangedCase> {
    return this.recording.execute(viewer, input);
  }

  @Can('serviceCase.close')
  @Mutation(() => ServiceCaseClosePayload, {
    description: `Closes the case with its resolution. Codes: SERVICE_ANSWER_REQUIRED, ${ALWAYS}.`,
  })
  serviceCaseClose(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which case and how it ended.' }) input: ServiceCaseCloseInput,
  ): Promise<ChangedCase> {
    return this.closing.execute(viewer, input);
  }

  @Can('serviceCase.edit')
  @Mutation(() => ServiceCaseReopenPayload, {
    description: `Opens a closed case again; it waits in the step where it was closed. Codes: ${ALWAYS}.`,
  })
  serviceCaseReopen(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which case and why.' }) input: ServiceCaseReopenInput,
  ): Promise<ChangedCase> {
    return this.reopening.execute(viewer, input);
  }
}
