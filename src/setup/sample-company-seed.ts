import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { EventDispatcher } from '../kernel/events/dispatcher.js';
import { CompanyCalendar } from '../kernel/runtime/company-calendar.js';
import { buildSampleCompany, type SampleCompany } from '../sample-company/sample-company.js';
import { FirstAdministrator } from './first-administrator.js';
import { keepSampleAccount, type SampleAccount, sampleAccountOf } from './sample-account.js';
import { SampleCustomersSeed } from './sample-customers.js';
import { SampleDealsSeed } from './sample-deals.js';
import { SampleOrganisationSeed } from './sample-organisation.js';
import { SampleServiceSeed } from './sample-service.js';
import { SeedJournal } from './seed-journal.js';
import { type ProgressOutput, SeedProgress } from './seed-progress.js';

/** The parts of the load, for injection as one. */
@Injectable()
export class SampleSeeds {
  constructor(
    readonly organisation: SampleOrganisationSeed,
    readonly customers: SampleCustomersSeed,
    readonly deals: SampleDealsSeed,
    readonly service: SampleServiceSeed,
  ) {}
}

/** Loads the sample company into an empty database; a load that was cut off goes on where it stopped. */
@Injectable()
export class SampleCompanySeed {
  constructor(
    private readonly journal: SeedJournal,
    private readonly administrators: FirstAdministrator,
    private readonly calendar: CompanyCalendar,
    private readonly dispatcher: EventDispatcher,
    private readonly seeds: SampleSeeds,
  ) {}

  /** Whether this database still wants the sample company: it has nobody yet, or the load was cut off. */
  async needed(): Promise<boolean> {
    return (await this.journal.unfinished()) || !(await this.administrators.exists());
  }

  /** Loads everything and keeps the account in the data folder. */
  async load(dataDir: string, out: ProgressOutput): Promise<SampleAccount> {
    const began = performance.now();
    mkdirSync(dataDir, { recursive: true });
    await this.calendar.ensureFilled();
    const begin = await this.journal.step('begin', (work) =>
      Promise.resolve({ loadedAt: work.at.toISOString(), today: this.calendar.dayOf(work.at) }),
    );
    const loadedAt = new Date(begin.loadedAt);
    const company = buildSampleCompany(begin.today, samplesDir());
    const progress = new SeedProgress(recordCount(company), out);
    progress.begin('organisation 组织');
    const organisation = await this.seeds.organisation.load(company, dataDir);
    progress.advance(company.users.length);
    const context = { company, loadedAt, progress, ...organisation };
    const { context: withCustomers, imports } = await this.seeds.customers.load(context);
    await this.seeds.customers.loadInteractions(withCustomers);
    await this.seeds.deals.load(withCustomers);
    await this.seeds.service.load(withCustomers);
    progress.begin('events 事件');
    // Nobody is told of the past, but the queue must be empty before people work.
    await this.dispatcher.drain();
    progress.end();
    const seconds = (performance.now() - began) / 1000;
    const account = sampleAccountOf(company, imports, { loadedAt, seconds });
    keepSampleAccount(dataDir, account);
    await this.journal.step('end', () => Promise.resolve(null));
    return account;
  }
}

function recordCount(company: SampleCompany): number {
  const { users, products, exchangeRates, customers, contacts, deals, interactions, serviceCases } = company;
  return [users, products, exchangeRates, customers, contacts, deals, interactions, serviceCases].reduce(
    (sum, { length }) => sum + length,
    0,
  );
}

/** The `samples` folder of the project, from source and from the build alike. */
function samplesDir(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'samples', 'maven-crm'))) {
    if (at === dirname(at)) throw new Error('The folder samples/ of the project is missing.');
    at = dirname(at);
  }
  return join(at, 'samples');
}
