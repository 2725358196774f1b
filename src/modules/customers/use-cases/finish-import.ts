import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { type ImportAccount, ImportAccounts } from '../queries/import-accounts.js';
import { ImportRuns } from './import-runs.js';

const LOOK_MS = 200;

/** Looks after an import until it is at its end, in this process or in the one that works on it; the lease of a process that died runs out meanwhile. */
@Injectable()
export class FinishImport {
  constructor(
    private readonly runs: ImportRuns,
    private readonly accounts: ImportAccounts,
  ) {}

  async execute(viewer: Viewer, importId: string, tell: (account: ImportAccount) => void): Promise<ImportAccount> {
    for (;;) {
      this.runs.kick();
      await sleep(LOOK_MS);
      const account = await this.accounts.of(viewer, importId, 'en');
      tell(account);
      if (account.state !== 'WAITING' && account.state !== 'RUNNING') return account;
    }
  }
}
