import { Global, Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AuditChain } from './audit-chain.js';
import { AuditSealer } from './audit-sealer.js';
import { AuditVerifier } from './audit-verifier.js';

/** Starts the sealing with the application and ends it before the database closes. */
@Injectable()
class AuditLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly sealer: AuditSealer) {}

  onApplicationBootstrap(): void {
    this.sealer.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.sealer.stop();
  }
}

/** The audit: its entries are written with their causes, sealed into a chain, read, verified and erased on request. */
@Global()
@Module({
  providers: [AuditChain, AuditSealer, AuditVerifier, AuditLifecycle],
  exports: [AuditSealer, AuditVerifier],
})
export class AuditModule {}
