import { Injectable } from '@nestjs/common';
import { EVERYTHING, scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { ChurnScan, type ScanAccount } from '../domain/churn-scan.js';
import { DEFAULT_THRESHOLD } from '../domain/warning-rules.js';
import { ModelFinder } from '../queries/model-finder.js';
import { PurchaseLogs } from '../queries/purchase-logs.js';
import { FitChurnModel } from './fit-churn-model.js';
import { WarnCustomers } from './warn-customers.js';

/** How to scan; without a threshold at the normal one. */
export interface ScanRequest {
  readonly threshold?: number | null;
  readonly idempotencyKey?: string | null;
}

const ACTION = 'churnWarning.scan';

/** Scores every customer in reach by the company's own purchase history, and raises, updates and closes warnings. A scan that was cut off goes on when it is asked for again; a second one on the same day changes nothing. */
@Injectable()
export class ScanForChurn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly models: ModelFinder,
    private readonly purchases: PurchaseLogs,
    private readonly fitting: FitChurnModel,
    private readonly warning: WarnCustomers,
    private readonly calendar: CompanyCalendar,
  ) {}

  /** Viewer null: the system, over all customers. The model always learns from the whole company. Throws the signal's reason when it is aborted. */
  async execute(viewer: Viewer | null, request: ScanRequest = {}, signal?: AbortSignal): Promise<ScanAccount> {
    const threshold = request.threshold ?? DEFAULT_THRESHOLD;
    const { idempotencyKey } = request;
    const operation = { actor: viewer, action: ACTION, idempotencyKey, input: { ...request } };
    const { scanId } = await this.unitOfWork.run(operation, (work) =>
      Promise.resolve({ scanId: work.add(ChurnScan.of(threshold)).id }),
    );
    const earlier = await this.models.accountOf(scanId);
    return earlier ?? this.finish(viewer, scanId, await this.scan(viewer, threshold, signal));
  }

  private async scan(viewer: Viewer | null, threshold: number, signal?: AbortSignal): Promise<ScanAccount> {
    const today = this.calendar.today();
    const basis = await this.purchases.read(today, signal);
    const model = await this.fitting.execute(viewer, basis, today, signal);
    const nothing = { customers: 0, scored: 0, raised: 0, updated: 0, closed: 0, lost: 0 };
    if (!model) return { ...nothing, threshold, horizonDays: null, modelId: null };
    const scope = viewer ? scopeOf(viewer, ACTION) : EVERYTHING;
    return this.warning.execute({ viewer, scope, today, threshold, model, heads: new Map() }, basis.logs, signal);
  }

  /** The first account stays the answer when two calls with one key have scanned at once. */
  private finish(viewer: Viewer | null, scanId: string, account: ScanAccount): Promise<ScanAccount> {
    return this.unitOfWork.run({ actor: viewer, action: ACTION }, async (work) => {
      const scan = await work.fetchUnscoped(ChurnScan, scanId);
      if (!scan || scan.account) return scan?.account ?? account;
      scan.finish(account, work.at);
      work.save(scan);
      return account;
    });
  }
}
