import { Injectable } from '@nestjs/common';
import { IdSource } from '../../../kernel/database/ids.js';
import { type JobRun, ScheduledJob } from '../../../kernel/jobs/scheduled-job.js';
import { PurchaseLogs } from '../queries/purchase-logs.js';
import { ScanForChurn } from '../use-cases/scan-for-churn.js';

/** Scans all customers every night at the normal threshold. */
@Injectable()
export class ScanForChurnEveryNight {
  constructor(
    private readonly scanning: ScanForChurn,
    private readonly purchases: PurchaseLogs,
  ) {}

  /** A night before the first purchase was recorded is not caught up: a company that was loaded today is scanned tonight. */
  @ScheduledJob({ name: 'churn-scan', every: { dailyAt: '02:30' }, longestSeconds: 1_800 })
  async run({ plannedAt, signal }: JobRun): Promise<string> {
    const firstId = await this.purchases.firstId();
    if (firstId === null) return 'no purchases yet';
    if (BigInt(firstId) > BigInt(idOf(plannedAt))) return 'no purchases yet at that time';
    const { scored, raised, updated, closed } = await this.scanning.execute(null, {}, signal);
    return `${scored} scored, ${raised} raised, ${updated} updated, ${closed} closed`;
  }
}

/** An id made at that moment; ids grow with time. */
function idOf(moment: Date): string {
  return new IdSource(0, () => moment.getTime()).next();
}
