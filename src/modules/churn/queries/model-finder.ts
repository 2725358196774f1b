import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { jsonColumn } from '../../../kernel/database/json-column.js';
import type { ChurnRanking } from '../domain/churn-enums.js';
import type { HorizonSource } from '../domain/churn-horizon.js';
import type { KeptBackTest } from '../domain/churn-model.js';
import type { ScanAccount } from '../domain/churn-scan.js';
import type { MbgNbdParameters } from '../domain/mbg-nbd.js';

/** A fitted model as it is read. */
export interface ModelView extends MbgNbdParameters {
  readonly id: string;
  readonly basis: string;
  readonly fittedAt: Date;
  readonly logLikelihood: number;
  readonly customers: number;
  readonly repeatCustomers: number;
  readonly converged: boolean;
  readonly horizonDays: number;
  readonly horizonSource: HorizonSource;
  readonly threshold: number;
  readonly backTest: KeptBackTest | null;
  readonly winner: ChurnRanking | null;
}

/** Reads fitted models and the accounts of scans. */
@Injectable()
export class ModelFinder {
  constructor(private readonly database: Database) {}

  /** The model fitted last; null before the first scan with enough purchases. */
  async current(): Promise<ModelView | null> {
    const row = await this.database.one<
      Omit<ModelView, 'converged' | 'backTest'> & { converged: number; backTest: unknown }
    >(
      `SELECT id, basis, fitted_at AS fittedAt, r, alpha, a, b, log_likelihood AS logLikelihood, customers,
         repeat_customers AS repeatCustomers, converged, horizon_days AS horizonDays, horizon_source AS horizonSource,
         threshold, back_test AS backTest, winner
       FROM churn_model WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 1`,
    );
    return (
      row && { ...row, converged: Boolean(row.converged), backTest: jsonColumn<KeptBackTest | null>(row.backTest) }
    );
  }

  /** Account of a scan; null while it runs. */
  async accountOf(scanId: string): Promise<ScanAccount | null> {
    const row = await this.database.one<{ account: unknown }>('SELECT account FROM churn_scan WHERE id = ?', [scanId]);
    return jsonColumn<ScanAccount | null>(row?.account ?? null);
  }
}
