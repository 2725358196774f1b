import type { FactoryProvider } from '@nestjs/common';
import { IANAZone } from 'luxon';
import { SettingRefused } from './settings.js';

/** What holds for the whole company: the zone that its days are counted in, and the currency that amounts are added up in. */
export interface CompanySettings {
  /** IANA name, such as `Asia/Shanghai`. */
  readonly zone: string;
  /** ISO 4217 code, such as `CNY`. */
  readonly currency: string;
}

/** Injection token of the company's settings. */
export const COMPANY = Symbol('COMPANY');

const DEFAULTS: CompanySettings = { zone: 'Asia/Shanghai', currency: 'CNY' };

/** Reads and checks COMPANY_ZONE and COMPANY_CURRENCY. Throws SettingRefused. */
export function readCompany(env: NodeJS.ProcessEnv): CompanySettings {
  const zone = env['COMPANY_ZONE'] || DEFAULTS.zone;
  if (!IANAZone.isValidZone(zone))
    throw new SettingRefused(`COMPANY_ZONE must be an IANA zone such as Asia/Shanghai, not "${zone}".`);
  const currency = env['COMPANY_CURRENCY'] || DEFAULTS.currency;
  if (!Intl.supportedValuesOf('currency').includes(currency))
    throw new SettingRefused(`COMPANY_CURRENCY must be an ISO 4217 code such as CNY, not "${currency}".`);
  return { zone, currency };
}

/** Provides the company's settings from the environment. */
export const COMPANY_PROVIDER: FactoryProvider<CompanySettings> = {
  provide: COMPANY,
  useFactory: () => readCompany(process.env),
};
