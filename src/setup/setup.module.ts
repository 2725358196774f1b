import { Module } from '@nestjs/common';
import { AccountsModule } from '../modules/accounts/index.js';
import { ApprovalsModule } from '../modules/approvals/index.js';
import { CustomersModule } from '../modules/customers/index.js';
import { OpportunitiesModule } from '../modules/opportunities/index.js';
import { PermissionsModule } from '../modules/permissions/index.js';
import { ServiceModule } from '../modules/service/index.js';
import { DeadLetters } from '../kernel/events/dead-letters.js';
import { Administrators } from './administrators.js';
import { FileImport } from './file-import.js';
import { FirstAdministrator } from './first-administrator.js';
import { SampleCompanySeed, SampleSeeds } from './sample-company-seed.js';
import { SampleCustomersSeed } from './sample-customers.js';
import { SampleDealsSeed } from './sample-deals.js';
import { SampleOrganisationSeed } from './sample-organisation.js';
import { SampleServiceSeed } from './sample-service.js';
import { SeedJournal } from './seed-journal.js';

/** What brings a company to life: its first administrator, and the sample company of the private database. */
@Module({
  imports: [AccountsModule, ApprovalsModule, CustomersModule, OpportunitiesModule, PermissionsModule, ServiceModule],
  providers: [
    Administrators,
    DeadLetters,
    FileImport,
    FirstAdministrator,
    SampleCompanySeed,
    SampleCustomersSeed,
    SampleDealsSeed,
    SampleOrganisationSeed,
    SampleSeeds,
    SampleServiceSeed,
    SeedJournal,
  ],
  exports: [FirstAdministrator],
})
export class SetupModule {}
