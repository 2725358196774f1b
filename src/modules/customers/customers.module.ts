import { Module } from '@nestjs/common';
import { ApprovalsModule } from '../approvals/index.js';
import { PermissionsModule } from '../permissions/index.js';
import './domain/customer-errors.js';
import { ContactMutationsResolver } from './graphql/contact-mutations.resolver.js';
import { ContactResolver, InteractionResolver } from './graphql/contact.resolver.js';
import { CustomerMutationsResolver } from './graphql/customer-mutations.resolver.js';
import { CUSTOMER_PAYLOAD_RESOLVERS } from './graphql/customer-payloads.resolver.js';
import { CustomerResolver } from './graphql/customer.resolver.js';
import { CreateCustomer } from './use-cases/create-customer.js';
import { DeleteCustomer } from './use-cases/delete-customer.js';
import { RecordInteraction } from './use-cases/record-interaction.js';
import { SaveContact } from './use-cases/save-contact.js';
import { TransferCustomer } from './use-cases/transfer-customer.js';
import { UpdateCustomer } from './use-cases/update-customer.js';

@Module({
  imports: [PermissionsModule, ApprovalsModule],
  providers: [
    CreateCustomer,
    UpdateCustomer,
    TransferCustomer,
    DeleteCustomer,
    SaveContact,
    RecordInteraction,
    CustomerResolver,
    ContactResolver,
    InteractionResolver,
    CustomerMutationsResolver,
    ContactMutationsResolver,
    ...CUSTOMER_PAYLOAD_RESOLVERS,
  ],
})
export class CustomersModule {}
