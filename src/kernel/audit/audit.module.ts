import { Global, Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AuditChain } from './audit-chain.js';
import { AuditSealer } from './audit-sealer.js';
import { AuditTrail } from './audit-trail.js';
import { AuditVerifier } from './audit-verifier.js';
import { EditMutations } from './edit-mutations.js';
import { EraseValues } from './erase-values.js';
import { RefusalAudit } from './refusal-audit.js';
import { RefusedFilter } from './refused.filter.js';
import { RestoreValue } from './restore-value.js';
import { RevealValue } from './reveal-value.js';

/** Starts the sealing with the application and ends it before the database closes. */
@Injectable()
class AuditLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly sealer: AuditSealer,
    private readonly refusals: RefusalAudit,
  ) {}

  onApplicationBootstrap(): void {
    this.sealer.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.refusals.stop();
    await this.sealer.stop();
  }
}

/** The audit: its entries are written with their causes, sealed into a chain, read, verified and erased on request. */
@Global()
@Module({
  providers: [
    AuditChain,
    AuditSealer,
    AuditVerifier,
    RefusalAudit,
    AuditTrail,
    EditMutations,
    EraseValues,
    RestoreValue,
    RevealValue,
    AuditLifecycle,
    { provide: APP_FILTER, useClass: RefusedFilter },
  ],
  exports: [
    AuditSealer,
    AuditVerifier,
    RefusalAudit,
    AuditTrail,
    EditMutations,
    EraseValues,
    RestoreValue,
    RevealValue,
  ],
})
export class AuditModule {}
