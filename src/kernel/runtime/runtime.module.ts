import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CallerAddresses } from './caller-address.js';
import { COMPANY, COMPANY_PROVIDER } from './company.js';
import { LoadLimit } from './load-limit.js';
import { createLog, LOG } from './logging.js';
import { Metrics } from './metrics.js';
import { SETTINGS, type Settings } from './settings.js';

/** Settings, company, log and metrics for everyone. */
@Global()
@Module({})
export class RuntimeModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: RuntimeModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: LOG, useFactory: () => createLog(settings.logLevel) },
        COMPANY_PROVIDER,
        Metrics,
        LoadLimit,
        CallerAddresses,
      ],
      exports: [SETTINGS, LOG, COMPANY, Metrics, LoadLimit, CallerAddresses],
    };
  }
}
