import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ScanAccount } from '../domain/churn-scan.js';
import { ActOnWarning } from '../use-cases/act-on-warning.js';
import { CloseWarning } from '../use-cases/close-warning.js';
import { ScanForChurn } from '../use-cases/scan-for-churn.js';
import { ChurnScanInput, ChurnWarningActInput, ChurnWarningCloseInput } from './churn-warning.inputs.js';
import { ChurnScanPayload, ChurnWarningActPayload, ChurnWarningClosePayload } from './churn-warning.payloads.js';

const CODES = 'Codes: STALE_RECORD, TRANSITION_REFUSED (it is closed), INVALID_IS_NOT_EMPTY, INVALID_MAX_LENGTH';

/** Scanning for churn, and what people do about warnings. */
@Resolver()
export class ChurnMutationsResolver {
  constructor(
    private readonly scanning: ScanForChurn,
    private readonly acting: ActOnWarning,
    private readonly closing: CloseWarning,
  ) {}

  @Can('churnWarning.scan')
  @Mutation(() => ChurnScanPayload, {
    description:
      'Scans the customers within reach now and raises, updates and closes their warnings; the model learns from the whole company. ' +
      'A second scan with the same threshold on the same day changes nothing. Codes: INVALID_MIN, INVALID_MAX.',
  })
  async churnScan(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'How to scan.' }) input: ChurnScanInput,
  ): Promise<{ account: ScanAccount }> {
    return { account: await this.scanning.execute(viewer, input) };
  }

  @Can('churnWarning.act')
  @Mutation(() => ChurnWarningActPayload, {
    description: `Notes what is done to keep the customer; may be repeated until the warning is closed. ${CODES}, INVALID_REFERENCE (no such person), INVALID_DUE_DAY.`,
  })
  churnWarningAct(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'What is done.' }) input: ChurnWarningActInput,
  ): Promise<{ warningId: string }> {
    return this.acting.execute(viewer, input);
  }

  @Can('churnWarning.act')
  @Mutation(() => ChurnWarningClosePayload, {
    description: `Closes a warning with its outcome; the customer is not warned of again before the next purchase. ${CODES}.`,
  })
  churnWarningClose(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'What became of the customer.' }) input: ChurnWarningCloseInput,
  ): Promise<{ warningId: string }> {
    return this.closing.execute(viewer, input);
  }
}
