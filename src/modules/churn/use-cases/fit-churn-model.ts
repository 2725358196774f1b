import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Assessment } from '../domain/assess-purchases.js';
import { ChurnModel } from '../domain/churn-model.js';
import { evenSample } from '../domain/fit-mbg-nbd.js';
import type { MbgNbdParameters } from '../domain/mbg-nbd.js';
import { DEFAULT_THRESHOLD } from '../domain/warning-rules.js';
import { ModelFinder } from '../queries/model-finder.js';
import { PurchaseAssessor } from '../queries/purchase-assessor.js';
import type { PurchaseBasis } from '../queries/purchase-logs.js';

/** What a scan needs of the model. */
export interface FittedModel extends MbgNbdParameters {
  readonly id: string;
  readonly horizonDays: number;
}

/** Fits the model to everybody's purchases, with its back-test; the same purchases on the same day keep the model they have. */
@Injectable()
export class FitChurnModel {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly models: ModelFinder,
    private readonly assessor: PurchaseAssessor,
  ) {}

  /** Null while nobody has been observed for any time. */
  async execute(
    viewer: Viewer | null,
    { logs, digest }: PurchaseBasis,
    today: string,
    signal?: AbortSignal,
  ): Promise<FittedModel | null> {
    const current = await this.models.current();
    if (current?.basis === digest) return current;
    const sample = evenSample(logs).map(({ purchases }) => purchases.map(({ on }) => on));
    const assessment = await this.assessor.assess({ logs: sample, today, threshold: DEFAULT_THRESHOLD }, signal);
    return assessment.fit ? this.keep(viewer, assessment, digest) : null;
  }

  private keep(viewer: Viewer | null, assessment: Assessment, basis: string): Promise<FittedModel> {
    return this.unitOfWork.run({ actor: viewer, action: 'churnModel.fit' }, (work) => {
      const made = { fittedAt: work.at, basis, threshold: DEFAULT_THRESHOLD };
      const { id, r, alpha, a, b, horizonDays } = work.add(ChurnModel.of(assessment.fit!, assessment, made));
      return Promise.resolve({ id, r, alpha, a, b, horizonDays });
    });
  }
}
