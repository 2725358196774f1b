import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { buildSampleCompany } from './sample-company.js';
import { CUSTOMER_COLUMNS, toContactsCsv, toCustomersCsv, toOpportunitiesCsv, toOpportunityRows } from './to-csv.js';

const company = buildSampleCompany('2026-03-18', join(process.cwd(), 'samples'));

describe('the files for the importer', () => {
  it('have one row per record, and read back as written', () => {
    const customers = parse<Record<string, string>>(toCustomersCsv(company), { columns: true });
    expect(customers).toHaveLength(company.customers.length);
    expect(Object.keys(customers[0] ?? {})).toEqual([...CUSTOMER_COLUMNS]);
    expect(parse(toContactsCsv(company), { columns: true })).toHaveLength(company.contacts.length);
    expect(parse(toOpportunitiesCsv(company), { columns: true })).toEqual(toOpportunityRows(company));
  });

  it('leave the customer of a deal empty where the source has none', () => {
    const blank = toOpportunityRows(company).filter((row) => row.customer_external_key === '');
    expect(blank).toHaveLength(1425);
    expect(blank.every(({ stage }) => stage === 'ENGAGING' || stage === 'PROSPECTING')).toBe(true);
  });
});
