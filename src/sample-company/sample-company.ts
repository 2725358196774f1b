import { readCdnowLog } from './cdnow-log.js';
import { buildAccounts } from './customers.js';
import { buildMavenDeals, UNKNOWN_LOST_REASON } from './deals.js';
import type { FileAccount } from './file-account.js';
import { buildGeneratedCustomers } from './generated-customers.js';
import { buildGeneratedDeals } from './generated-deals.js';
import { buildOrganisation, type SampleOrganisation } from './organisation.js';
import { buildPeopleAndTexts, type PeopleAndTexts } from './people-and-texts.js';
import { buildExchangeRates, buildProducts, COMPANY_CURRENCY } from './product-rules.js';
import { readMaven } from './read-maven.js';
import { SampleFiles } from './sample-files.js';
import type {
  SampleCustomer,
  SampleDeal,
  SampleExchangeRate,
  SampleIndustry,
  SampleProduct,
} from './sample-records.js';

/** The whole sample company: plain records that point to each other by external key, login or code. */
export interface SampleCompany extends SampleOrganisation, PeopleAndTexts {
  today: string;
  currency: string;
  timeZone: string;
  industries: SampleIndustry[];
  lostReasons: { code: string; zh: string; en: string }[];
  products: SampleProduct[];
  exchangeRates: SampleExchangeRate[];
  /** Parents stand before their subsidiaries. */
  customers: SampleCustomer[];
  deals: SampleDeal[];
  /** What became of the rows of each source file. */
  account: FileAccount[];
}

/** Builds the sample company as of an ISO day from the files in the project's `samples` folder; the same day gives the same company. */
export function buildSampleCompany(today: string, samplesDir: string): SampleCompany {
  const files = new SampleFiles(samplesDir);
  const mappings = files.mappings();
  const parts = files.companyParts();
  const maven = readMaven(files);
  const log = readCdnowLog(files, today);
  const organisation = buildOrganisation(maven, mappings, files.people());
  const products = buildProducts(maven.products);
  const accounts = buildAccounts(maven, files.accountShortNames());
  const customers = [...parentsFirst(accounts), ...buildGeneratedCustomers(log.buyers, maven.agents, parts)];
  const deals = [...buildMavenDeals(maven, today), ...buildGeneratedDeals(log.buyers, customers, products)];
  return {
    today,
    currency: COMPANY_CURRENCY,
    timeZone: 'Asia/Shanghai',
    ...organisation,
    industries: [...Object.values(mappings.sectors), ...parts.addedIndustries],
    lostReasons: [
      { code: UNKNOWN_LOST_REASON, zh: '原因不明（来源数据未记录）', en: 'Unknown (not in the source data)' },
    ],
    products,
    exchangeRates: buildExchangeRates(firstDay(deals), today),
    customers,
    deals,
    ...buildPeopleAndTexts(files, { today, customers, products, deals, users: organisation.users }),
    account: [...maven.account, log.account],
  };
}

/** Orders customers so that a parent comes before its subsidiaries, otherwise as they stood; parents in a circle are refused. */
export function parentsFirst(customers: SampleCustomer[]): SampleCustomer[] {
  const ordered: SampleCustomer[] = [];
  const placed = new Set<string>();
  let waiting = customers;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ parentKey }) => parentKey === null || placed.has(parentKey));
    if (ready.length === 0) throw new RangeError(`parents in a circle: ${waiting.map(({ name }) => name).join(', ')}`);
    for (const customer of ready) placed.add(customer.externalKey);
    ordered.push(...ready);
    waiting = waiting.filter(({ externalKey }) => !placed.has(externalKey));
  }
  return ordered;
}

function firstDay(deals: SampleDeal[]): string {
  return deals.reduce((first, { engagedOn, closedOn }) => {
    const day = engagedOn ?? closedOn ?? first;
    return day < first ? day : first;
  }, '9999-12-31');
}
