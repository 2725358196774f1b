import { Inject, Injectable } from '@nestjs/common';
import { BulkRuns } from '../../../kernel/jobs/bulk-runs.js';
import { Leases } from '../../../kernel/jobs/lease.js';
import { type JobRun, ScheduledJob } from '../../../kernel/jobs/scheduled-job.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { LOG, type Log } from '../../../kernel/runtime/logging.js';
import { HandoverFinder } from '../queries/handover-finder.js';
import { WorkHandover } from './work-handover.js';

const NAME = 'handovers';

/** Hand-overs as runs of a bulk job. */
@Injectable()
export class HandoverRuns extends BulkRuns {
  constructor(finder: HandoverFinder, handovers: WorkHandover, leases: Leases, clock: Clock, @Inject(LOG) log: Log) {
    const worker = {
      name: NAME,
      openIds: (after: string, failedBefore: Date) => finder.openIds(after, failedBefore),
      execute: (id: string, mayGoOn: () => Promise<boolean>) => handovers.execute(id, mayGoOn),
      endIfHopeless: (id: string) => handovers.endIfHopeless(id),
    };
    super(worker, leases, clock, log);
  }

  /** Takes up what was left by a process that ended. */
  @ScheduledJob({ name: NAME, every: { minutes: 1 }, longestSeconds: 3_600 })
  takeUp(_run: JobRun): Promise<string> {
    return this.takeUpLeft();
  }
}
