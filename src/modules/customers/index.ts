export { CustomersModule } from './customers.module.js';
export { CUSTOMER } from './customers.permissions.js';
export { CONTACTS } from './queries/contact-list.js';
export { CUSTOMERS } from './queries/customer-list.js';
export { ContactNode } from './graphql/contact.types.js';
export { CustomerNode } from './graphql/customer.types.js';
export { CustomerTier } from './domain/customer-enums.js';
export * from './domain/customer-events.js';
