import { stringify } from 'csv-stringify/sync';
import type { SampleCompany } from './sample-company.js';

/** The columns of customers.csv as the importer takes them; tags are separated by `;`. */
export const CUSTOMER_COLUMNS = [
  'name',
  'short_name',
  'parent_name',
  'industry',
  'founded_year',
  'annual_revenue',
  'currency',
  'employees',
  'country',
  'city',
  'phone',
  'website',
  'source',
  'tags',
  'owner_login',
  'external_key',
  'credit_code',
] as const;

/** The columns of contacts.csv as the importer takes them. */
export const CONTACT_COLUMNS = [
  'customer_external_key',
  'name',
  'title',
  'phone',
  'email',
  'birthday',
  'buying_role',
  'external_key',
] as const;

/** The columns of opportunities.csv as the importer takes them. */
export const OPPORTUNITY_COLUMNS = [
  'external_key',
  'name',
  'customer_external_key',
  'customer_name',
  'product_code',
  'owner_login',
  'stage',
  'amount',
  'currency',
  'list_price',
  'engaged_on',
  'closed_on',
  'lost_reason',
  'expected_close_on',
] as const;

/** A row of a CSV file: text by column, empty where nothing is known. */
export type CsvRow<Column extends string> = Record<Column, string>;

/** The customers as rows of customers.csv, parents before subsidiaries. */
export function toCustomerRows(company: SampleCompany): CsvRow<(typeof CUSTOMER_COLUMNS)[number]>[] {
  return company.customers.map((customer) => ({
    name: customer.name,
    short_name: customer.shortName,
    parent_name: customer.parentName ?? '',
    industry: customer.industry ?? '',
    founded_year: numberText(customer.foundedYear),
    annual_revenue: customer.annualRevenue ?? '',
    currency: customer.currency,
    employees: numberText(customer.employees),
    country: customer.country ?? '',
    city: customer.city ?? '',
    phone: customer.phone ?? '',
    website: customer.website ?? '',
    source: customer.source ?? '',
    tags: customer.tags.join(';'),
    owner_login: customer.ownerLogin,
    external_key: customer.externalKey,
    credit_code: customer.creditCode ?? '',
  }));
}

/** The contacts as rows of contacts.csv. */
export function toContactRows(company: SampleCompany): CsvRow<(typeof CONTACT_COLUMNS)[number]>[] {
  return company.contacts.map((contact) => ({
    customer_external_key: contact.customerKey,
    name: contact.name,
    title: contact.title,
    phone: contact.phone,
    email: contact.email,
    birthday: contact.birthday,
    buying_role: contact.buyingRole,
    external_key: contact.externalKey,
  }));
}

/** The deals as rows of opportunities.csv. */
export function toOpportunityRows(company: SampleCompany): CsvRow<(typeof OPPORTUNITY_COLUMNS)[number]>[] {
  return company.deals.map((deal) => ({
    external_key: deal.externalKey,
    name: deal.name,
    customer_external_key: deal.customerKey ?? '',
    customer_name: deal.customerName ?? '',
    product_code: deal.productCode,
    owner_login: deal.ownerLogin,
    stage: deal.stage,
    amount: deal.amount,
    currency: deal.currency,
    list_price: deal.listPrice,
    engaged_on: deal.engagedOn ?? '',
    closed_on: deal.closedOn ?? '',
    lost_reason: deal.lostReason ?? '',
    expected_close_on: deal.expectedCloseOn ?? '',
  }));
}

/** customers.csv as text. */
export function toCustomersCsv(company: SampleCompany): string {
  return stringify(toCustomerRows(company), { header: true, columns: [...CUSTOMER_COLUMNS] });
}

/** contacts.csv as text. */
export function toContactsCsv(company: SampleCompany): string {
  return stringify(toContactRows(company), { header: true, columns: [...CONTACT_COLUMNS] });
}

/** opportunities.csv as text. */
export function toOpportunitiesCsv(company: SampleCompany): string {
  return stringify(toOpportunityRows(company), { header: true, columns: [...OPPORTUNITY_COLUMNS] });
}

function numberText(value: number | null): string {
  return value === null ? '' : String(value);
}
