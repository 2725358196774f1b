import { Module } from '@nestjs/common';
import { PermissionsModule } from '../permissions/index.js';
import './domain/customer-errors.js';
import { ContactResolver, InteractionResolver } from './graphql/contact.resolver.js';
import { CustomerResolver } from './graphql/customer.resolver.js';

@Module({
  imports: [PermissionsModule],
  providers: [CustomerResolver, ContactResolver, InteractionResolver],
})
export class CustomersModule {}
