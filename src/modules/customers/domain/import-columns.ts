import type { ImportKindName } from './import-enums.js';

/** Columns that a file of customers may have; `tags` are separated by `;`, `effective_at` is the day or moment since when the record holds. */
const CUSTOMER_COLUMNS = [
  'name',
  'short_name',
  'parent_name',
  'kind',
  'industry',
  'founded_year',
  'annual_revenue',
  'currency',
  'employees',
  'country',
  'province',
  'city',
  'address',
  'phone',
  'website',
  'source',
  'tags',
  'owner_login',
  'external_key',
  'credit_code',
  'tier',
  'lifecycle',
  'effective_at',
] as const;

/** Columns that a file of contacts may have. */
const CONTACT_COLUMNS = [
  'customer_external_key',
  'name',
  'title',
  'phone',
  'email',
  'birthday',
  'buying_role',
  'relationship_level',
  'notes',
  'external_key',
  'effective_at',
] as const;

/** The columns of each kind of file, and those without which it makes no sense. */
export const IMPORT_COLUMNS: Readonly<
  Record<ImportKindName, { readonly known: readonly string[]; readonly required: readonly string[] }>
> = {
  CUSTOMERS: { known: CUSTOMER_COLUMNS, required: ['name'] },
  CONTACTS: { known: CONTACT_COLUMNS, required: ['customer_external_key', 'name'] },
};

/** Rows that one file may have. */
export const MOST_ROWS = 100_000;
