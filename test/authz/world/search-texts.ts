import type { Product } from '../support/product.js';
import type { Row } from './rows.js';

/** Columns that keyword search looks into, by type. */
export const SEARCHED: Readonly<Record<string, readonly string[]>> = {
  Contact: ['name', 'phone', 'email'],
  Customer: ['name', 'short_name', 'credit_code', 'phone'],
  Interaction: ['summary', 'follow_up_note'],
  Opportunity: ['name', 'customer_name'],
  Person: ['name', 'login', 'phone'],
  Product: ['name', 'code', 'series'],
  ServiceCase: ['number', 'subject', 'customer_name'],
};

/** The search text of a row and the words under which the index finds it. */
export interface SearchEntry {
  readonly text: string;
  readonly grams: readonly string[];
}

/** What the product's index holds for these rows; only their values, no other ways to write them. */
export function searchEntries(product: Product, type: string, rows: readonly Row[]): Promise<SearchEntry[]> {
  const columns = SEARCHED[type] ?? [];
  const parts = rows.map((row) => columns.map((column) => ({ column, texts: [row[column] ?? null] })));
  return product.control<SearchEntry[]>('searchEntries', parts);
}
