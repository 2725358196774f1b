import { Column } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** What a scan did, counted within the reach of who asked for it. */
export interface ScanAccount {
  /** Customers with at least one purchase. */
  readonly customers: number;
  /** Of them: bought more than once, and silent for less than the horizon, so that a score means something. */
  readonly scored: number;
  readonly raised: number;
  /** Open warnings whose figures changed. */
  readonly updated: number;
  readonly closed: number;
  /** Customers with a repeat purchase whose silence has reached the horizon: lost already, so nobody is warned. */
  readonly lost: number;
  readonly threshold: number;
  /** Null while there are too few purchases for a model. */
  readonly horizonDays: number | null;
  readonly modelId: string | null;
}

/** One scan: who asked for it at what threshold, and its account once it has ended; a repeated call finds it again. */
@RecordKind({ kind: 'churnScan', table: 'churn_scan' })
export class ChurnScan extends StoredRecord {
  @Column({ type: 'double' })
  threshold: number;

  /** Null while it runs, or when it was cut off: asking again with the same key goes on. */
  @Column({ type: 'json', nullable: true })
  account: ScanAccount | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  finishedAt: Date | null;

  static of(threshold: number): ChurnScan {
    return Object.assign(new ChurnScan(), { threshold, account: null, finishedAt: null });
  }

  finish(account: ScanAccount, at: Date): void {
    this.account = account;
    this.finishedAt = at;
  }
}
