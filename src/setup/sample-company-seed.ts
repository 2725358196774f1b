import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { EventDispatcher } from '../kernel/events/dispatcher.js';
import { CompanyCalendar } from '../kernel/runtime/company-calendar.js';
import type { ImportAccount } from '../modules/customers/index.js';
import type { SampleCompany } from '../sample-company/sample-company.js';
import { FirstAdministrator } from './first-administrator.js';
import { keepSampleAccount, type SampleAccount, sampleAccountOf } from './sample-account.js';
import { withPatience } from './outage-patience.js';
import type { SampleContext } from './sample-context.js';
import { beginningOf } from './sample-customer-past.js';
import { SampleCustomersSeed } from './sample-customers.js';
import { SampleDealsSeed } from './sample-deals.js';
import { SampleOrganisationSeed } from './sample-organisation.js';
import { SampleServiceSeed } from './sample-service.js';
import { SeedJournal } from './seed-journal.js';
import type { ProgressOutput } from './seed-progress.js';

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

  /** Loads everything and keeps the account in the data folder; an outage of the database of up to a minute is waited for. */
  async load(dataDir: string, out: ProgressOutput): Promise<SampleAccount> {
    const began = performance.now();
    mkdirSync(dataDir, { recursive: true });
    const tell = (awayMs: number): void =>
      void out.write(
        `Sample company: the database was away for ${(awayMs / 1000).toFixed(1)} s, going on. 数据库曾短暂中断，继续载入。\n`,
      );
    return withPatience(() => this.attempt(dataDir, out, began), { back: () => this.journal.databaseIsBack(), tell });
  }

  private async attempt(dataDir: string, out: ProgressOutput, began: number): Promise<SampleAccount> {
    await this.calendar.ensureFilled();
    const begin = await this.journal.step('begin', (work) =>
      Promise.resolve({ loadedAt: work.at.toISOString(), today: this.calendar.dayOf(work.at) }),
    );
    const loadedAt = new Date(begin.loadedAt);
    // Brought in only here: most starts have nothing to load, and should not wait for what a load needs.
    const { buildSampleCompany } = await import('../sample-company/sample-company.js');
    const { SeedProgress } = await import('./seed-progress.js');
    const company = buildSampleCompany(begin.today, samplesDir());
    const since = this.calendar.startOf(beginningOf(company));
    const progress = new SeedProgress(recordCount(company), out);
    try {
      const imports = await this.loadParts({ company, loadedAt, since, progress }, dataDir);
      const seconds = (performance.now() - began) / 1000;
      const account = sampleAccountOf(company, imports, { loadedAt, seconds });
      keepSampleAccount(dataDir, account);
      await this.journal.step('end', () => Promise.resolve(null));
      return account;
    } finally {
      progress.stop();
    }
  }

  private async loadParts(
    base: Pick<SampleContext, 'company' | 'loadedAt' | 'since' | 'progress'>,
    dataDir: string,
  ): Promise<ImportAccount[]> {
    const { company, progress } = base;
    progress.begin('organisation 组织');
    const organisation = await this.seeds.organisation.load(base, dataDir);
    progress.advance(company.users.length);
    const { context, imports } = await this.seeds.customers.load({ ...base, ...organisation });
    await this.seeds.customers.loadInteractions(context);
    await this.seeds.deals.load(context);
    await this.seeds.service.load(context);
    progress.begin('events 事件');
    // Nobody is told of the past, but the queue must be empty before people work.
    await this.dispatcher.drain();
    progress.end();
    return imports;
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
