import { Column } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { Assessment } from './assess-purchases.js';
import type { RankingQuality } from './back-test.js';
import type { ChurnRanking } from './churn-enums.js';
import type { HorizonSource } from './churn-horizon.js';
import type { MbgNbdFit } from './fit-mbg-nbd.js';
import type { MbgNbdParameters } from './mbg-nbd.js';

/** Quality of one way of ranking, as kept; null where nobody was warned or only one outcome occurred. */
export interface KeptQuality {
  readonly auc: number | null;
  readonly threshold: number;
  readonly warned: number;
  readonly precision: number | null;
  readonly recall: number | null;
}

/** The back-test of a model: customers known at the cut-off day, followed for a whole horizon. */
export interface KeptBackTest {
  readonly cutOff: string;
  readonly customers: number;
  readonly lostShare: number;
  readonly model: KeptQuality;
  readonly recency: KeptQuality;
}

/** When and from what a model was made. */
export interface ModelMaking {
  readonly fittedAt: Date;
  readonly basis: string;
  readonly threshold: number;
}

/** AUC within this distance counts as even. */
const EVEN_WITHIN = 0.005;

/** A model fitted to the company's own purchases, with the figures it is to be trusted by; never changed afterwards. */
@RecordKind({ kind: 'churnModel', table: 'churn_model' })
export class ChurnModel extends StoredRecord implements MbgNbdParameters {
  @Column({ type: 'datetime', precision: 3 })
  fittedAt: Date;

  /** SHA-256 over the purchases and the day of the fit: the same again needs no new fit. */
  @Column({ type: 'char', length: 64 })
  basis: string;

  @Column({ type: 'double' })
  r: number;

  @Column({ type: 'double' })
  alpha: number;

  @Column({ type: 'double' })
  a: number;

  @Column({ type: 'double' })
  b: number;

  @Column({ type: 'double' })
  logLikelihood: number;

  @Column({ type: 'int' })
  customers: number;

  @Column({ type: 'int' })
  repeatCustomers: number;

  @Column({ type: 'boolean' })
  converged: boolean;

  @Column({ type: 'int' })
  horizonDays: number;

  @Column({ type: 'varchar', length: 10 })
  horizonSource: HorizonSource;

  /** The normal threshold, at which the back-test judged. */
  @Column({ type: 'double' })
  threshold: number;

  @Column({ type: 'json', nullable: true })
  backTest: KeptBackTest | null;

  /** Which way of ranking did better in the back-test. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  winner: ChurnRanking | null;

  static of(fit: MbgNbdFit, assessment: Assessment, made: ModelMaking): ChurnModel {
    const { parameters, logLikelihood, customers, repeatCustomers, converged } = fit;
    const { horizon } = assessment;
    const backTest = keptBackTest(assessment);
    return Object.assign(new ChurnModel(), parameters, made, {
      logLikelihood,
      customers,
      repeatCustomers,
      converged,
      horizonDays: horizon.days,
      horizonSource: horizon.source,
      backTest,
      winner: backTest && betterRanking(backTest.model.auc, backTest.recency.auc),
    });
  }
}

/** The ranking with the larger area under the ROC curve; null where one of them is unknown. */
export function betterRanking(model: number | null, recency: number | null): ChurnRanking | null {
  if (model === null || recency === null) return null;
  if (Math.abs(model - recency) <= EVEN_WITHIN) return 'EVEN';
  return model > recency ? 'MODEL' : 'RECENCY';
}

function keptBackTest({ cutOff, report }: Assessment): KeptBackTest | null {
  if (!report) return null;
  const { customers, lostShare, model, recency } = report;
  return { cutOff, customers, lostShare, model: kept(model), recency: kept(recency) };
}

function kept({ auc, threshold, warned, precision, recall }: RankingQuality): KeptQuality {
  return { auc: auc ?? null, threshold, warned, precision: precision ?? null, recall: recall ?? null };
}
