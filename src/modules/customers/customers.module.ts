import { Module } from '@nestjs/common';
import { ApprovalsModule } from '../approvals/index.js';
import { PermissionsModule } from '../permissions/index.js';
import './domain/field-labels.js';
import './domain/approval-fields.js';
import './domain/customer-errors.js';
import './domain/import-errors.js';
import { Customers } from './facade.js';
import { ContactMutationsResolver } from './graphql/contact-mutations.resolver.js';
import { ContactResolver, InteractionResolver } from './graphql/contact.resolver.js';
import { CustomerMutationsResolver } from './graphql/customer-mutations.resolver.js';
import { CUSTOMER_PAYLOAD_RESOLVERS } from './graphql/customer-payloads.resolver.js';
import { CustomerResolver } from './graphql/customer.resolver.js';
import { ImportController } from './graphql/import.controller.js';
import { ImportQueryResolver, ImportResolver } from './graphql/import.resolver.js';
import './queries/customer-dataset.js';
import { ImportAccounts } from './queries/import-accounts.js';
import { OpenCustomers } from './queries/open-customers.js';
import { CustomerNames } from './queries/customer-names.js';
import { ImportErrorFile } from './queries/import-error-file.js';
import { ImportFinder } from './queries/import-finder.js';
import { ImportLookups } from './queries/import-lookups.js';
import { CreateCustomer } from './use-cases/create-customer.js';
import { DeleteCustomer } from './use-cases/delete-customer.js';
import { ExportErrorFile } from './use-cases/export-error-file.js';
import { FinishImport } from './use-cases/finish-import.js';
import { HandOverCustomers } from './use-cases/hand-over-customers.js';
import { ImportContactRows } from './use-cases/import-contact-rows.js';
import { ImportCustomerRows } from './use-cases/import-customer-rows.js';
import { ImportInteraction } from './use-cases/import-interaction.js';
import { ImportRuns } from './use-cases/import-runs.js';
import { RecordInteraction } from './use-cases/record-interaction.js';
import { SaveContact } from './use-cases/save-contact.js';
import { StartImport } from './use-cases/start-import.js';
import { TransferCustomer } from './use-cases/transfer-customer.js';
import { UndeleteCustomer } from './use-cases/undelete-customer.js';
import { UpdateCustomer } from './use-cases/update-customer.js';
import { WorkImport } from './use-cases/work-import.js';
import { RowWriters } from './use-cases/write-import-rows.js';
import { CustomersChangesResolver } from './graphql/customers-changes.resolver.js';

const IMPORT = [
  Customers,
  FinishImport,
  ImportAccounts,
  ImportContactRows,
  ImportCustomerRows,
  ExportErrorFile,
  ImportErrorFile,
  ImportFinder,
  ImportInteraction,
  ImportLookups,
  ImportQueryResolver,
  ImportResolver,
  ImportRuns,
  RowWriters,
  StartImport,
  WorkImport,
];

@Module({
  imports: [PermissionsModule, ApprovalsModule],
  providers: [
    CustomersChangesResolver,
    CreateCustomer,
    UpdateCustomer,
    TransferCustomer,
    DeleteCustomer,
    UndeleteCustomer,
    HandOverCustomers,
    CustomerNames,
    OpenCustomers,
    SaveContact,
    RecordInteraction,
    CustomerResolver,
    ContactResolver,
    InteractionResolver,
    CustomerMutationsResolver,
    ContactMutationsResolver,
    ...CUSTOMER_PAYLOAD_RESOLVERS,
    ...IMPORT,
  ],
  controllers: [ImportController],
  exports: [Customers],
})
export class CustomersModule {}
