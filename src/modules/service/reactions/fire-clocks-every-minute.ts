import { Injectable } from '@nestjs/common';
import { type JobRun, NOTHING_DONE, ScheduledJob } from '../../../kernel/jobs/scheduled-job.js';
import { FireClocks } from '../use-cases/fire-clocks.js';

/** Looks after the first-response clocks every minute; what a missed tick left over is told by the next. */
@Injectable()
export class FireClocksEveryMinute {
  constructor(private readonly clocks: FireClocks) {}

  @ScheduledJob({ name: 'service-clocks', every: { minutes: 1 }, longestSeconds: 50 })
  async run({ signal }: JobRun): Promise<string> {
    const { warned, breached } = await this.clocks.execute(signal);
    if (warned + breached === 0) return NOTHING_DONE;
    return `${warned} warned, ${breached} breached`;
  }
}
