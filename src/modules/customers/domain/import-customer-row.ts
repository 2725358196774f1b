import { countryCodeOf, currencyCodeOf } from '../../../kernel/runtime/iso-codes.js';
import type { Label } from '../../../kernel/runtime/labels.js';
import { creditCodeIsValid } from './credit-code.js';
import type { CustomerFacts } from './customer.js';
import { CellReader, type Cells } from './import-cells.js';
import type { RowProblem } from './import-problem.js';

/** What a row of a file of customers says; facts of empty cells are left out. */
export interface CustomerRow {
  readonly facts: Partial<CustomerFacts>;
  readonly parentName: string | undefined;
  readonly ownerLogin: string | undefined;
  readonly effectiveAt: Date | undefined;
  readonly problems: readonly RowProblem[];
}

/** Labels of the enums that cells may name, and what days and moments are measured by. */
export interface ReadingRules {
  readonly labels: (enumName: string) => Readonly<Record<string, Label>>;
  readonly startOf: (day: string) => Date;
  readonly now: Date;
}

const MOST_TAGS = 20;
const LONGEST_TAG = 40;
const MOST_EMPLOYEES = 2_147_483_647;

/** Reads one row of a file of customers and checks every cell. */
export function readCustomerRow(cells: Cells, rules: ReadingRules): CustomerRow {
  const reader = new CellReader(cells);
  const facts: Partial<CustomerFacts> = {
    name: reader.required('name', 200),
    shortName: reader.text('short_name', 100),
    kind: reader.choice('kind', rules.labels('CustomerKind')) as CustomerFacts['kind'] | undefined,
    creditCode: creditCode(reader),
    industry: reader.text('industry', 60),
    foundedYear: reader.whole('founded_year', 1000, 2100),
    employees: reader.whole('employees', 0, MOST_EMPLOYEES),
    annualRevenue: reader.amount('annual_revenue'),
    revenueCurrency: reader.named('currency', currencyCodeOf, 'INVALID_CURRENCY'),
    country: reader.named('country', countryCodeOf, 'INVALID_COUNTRY'),
    province: reader.text('province', 60),
    city: reader.text('city', 60),
    address: reader.longText('address', 300),
    phone: reader.text('phone', 40),
    website: reader.text('website', 200),
    source: reader.choice('source', rules.labels('CustomerSource')) as CustomerFacts['source'] | undefined,
    tags: tags(reader),
    tier: reader.choice('tier', rules.labels('CustomerTier')) as CustomerFacts['tier'] | undefined,
    lifecycle: reader.choice('lifecycle', rules.labels('CustomerLifecycle')) as CustomerFacts['lifecycle'] | undefined,
    externalKey: reader.text('external_key', 100),
  };
  const parentName = reader.text('parent_name', 200);
  const ownerLogin = reader.text('owner_login', 60)?.toLowerCase();
  const effectiveAt = reader.since('effective_at', rules.startOf, rules.now);
  return { facts: withoutGaps(facts), parentName, ownerLogin, effectiveAt, problems: reader.problems };
}

/** The same without the fields that say nothing. */
export function withoutGaps<T extends object>(facts: T): Partial<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function creditCode(reader: CellReader): string | undefined {
  const code = reader.raw('credit_code')?.toUpperCase();
  return code === undefined || creditCodeIsValid(code) ? code : reader.refuse('credit_code', 'INVALID_CREDIT_CODE');
}

function tags(reader: CellReader): string[] | undefined {
  const text = reader.raw('tags');
  if (text === undefined) return undefined;
  const names = [...new Set(text.split(/[;；]/).map((tag) => tag.trim()))].filter((tag) => tag !== '');
  if (names.length > MOST_TAGS) return reader.refuse('tags', 'INVALID_ARRAY_MAX_SIZE', { limit: MOST_TAGS });
  const long = names.some((tag) => [...tag].length > LONGEST_TAG);
  return long ? reader.refuse('tags', 'INVALID_MAX_LENGTH', { limit: LONGEST_TAG }) : names;
}
