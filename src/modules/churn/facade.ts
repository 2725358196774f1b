import { Injectable } from '@nestjs/common';
import type { ScanAccount } from './domain/churn-scan.js';
import { ScanForChurn } from './use-cases/scan-for-churn.js';

/** What the command line and set-up may ask of churn. */
@Injectable()
export class Churn {
  constructor(private readonly scanning: ScanForChurn) {}

  /** Scans all customers as the system, at the normal threshold unless another one is given. */
  scan(threshold: number | null = null): Promise<ScanAccount> {
    return this.scanning.execute(null, { threshold });
  }
}
