import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { Forbidden } from '../../../kernel/runtime/domain-error.js';
import { Contact, type ContactFacts } from '../domain/contact.js';
import {
  changedFields,
  type ImportBatch,
  type ReadRow,
  readRows,
  refusedRow,
  type RowResult,
} from '../domain/import-batch.js';
import { type ContactRow, readContactRow } from '../domain/import-contact-row.js';
import { ContactImported } from '../domain/import-events.js';
import type { RowProblem } from '../domain/import-problem.js';
import type { MappedCount } from '../domain/import-run.js';
import { ImportLookups } from '../queries/import-lookups.js';
import { OpenCustomers } from '../queries/open-customers.js';
import { problemOf, settleRow } from './settle-import-row.js';

type IdsByKey = ReadonlyMap<string, readonly string[]>;

/** What the rows of a batch refer to. */
interface Known {
  readonly customers: IdsByKey;
  readonly contacts: IdsByKey;
  /** Seen customer → whether contacts may be added to it. */
  readonly open: ReadonlyMap<string, boolean>;
}

const BLANK: Omit<ContactFacts, 'name'> = {
  title: null,
  phone: null,
  email: null,
  birthday: null,
  buyingRole: null,
  relationshipLevel: null,
  doNotContact: false,
  notes: null,
  externalKey: null,
};

/** Checks and writes rows of a file of contacts: new ones are added to their customer, those with a known external key changed. */
@Injectable()
export class ImportContactRows {
  constructor(
    private readonly lookups: ImportLookups,
    private readonly customers: OpenCustomers,
  ) {}

  /** Writes the batch in the caller's transaction; a dry run only checks. Bad rows are refused and leave the good ones alone. */
  async write(work: Work, batch: ImportBatch): Promise<{ results: RowResult[]; mapped: MappedCount[] }> {
    const { rows, mapped } = readRows(batch, readContactRow);
    const all = (pick: (row: ContactRow) => string | null | undefined): string[] =>
      rows.flatMap(({ row }) => (row ? (pick(row) ?? []) : []));
    const customerKeys = all(({ customerKey }) => customerKey);
    const contactKeys = all(({ facts }) => facts.externalKey);
    const customers = await this.lookups.customersByKey(batch.viewer, customerKeys);
    const contacts = await this.lookups.contactsByKey(batch.viewer, contactKeys);
    const ids = [...customers.values()].flat();
    const open = await this.customers.among(batch.viewer, 'contact.create', ids);
    const known = { customers, contacts, open };
    const results: RowResult[] = [];
    for (const row of rows) results.push(await settleRow(row, () => settle(work, batch, row, known)));
    return { results, mapped };
  }
}

async function settle(
  work: Work,
  batch: ImportBatch,
  read: ReadRow<ContactRow>,
  { customers, contacts, open }: Known,
): Promise<RowResult> {
  const { row } = read;
  if (!row) return refusedRow(read, read.problems);
  const problems: RowProblem[] = [...read.problems];
  const [customerId, ...others] = customers.get(row.customerKey ?? '') ?? [];
  if (row.customerKey !== undefined && customerId === undefined)
    problems.push(problemOf('customer_external_key', row.customerKey, 'INVALID_CUSTOMER_KEY'));
  if (others.length > 0) problems.push(problemOf('customer_external_key', row.customerKey, 'INVALID_KEY_AMBIGUOUS'));
  const ids = contacts.get(row.facts.externalKey ?? '') ?? [];
  if (ids.length > 1) problems.push(problemOf('external_key', row.facts.externalKey, 'INVALID_KEY_AMBIGUOUS'));
  if (problems.length > 0 || customerId === undefined) return refusedRow(read, problems);
  if (ids[0] === undefined && !open.get(customerId)) throw new Forbidden('contact.create');
  return ids[0] === undefined
    ? create(work, batch, read, customerId, row)
    : change(work, batch, read, { id: ids[0], customerId }, row);
}

function create(
  work: Work,
  { dryRun }: ImportBatch,
  { place, rowNumber }: ReadRow<ContactRow>,
  customerId: string,
  { facts, effectiveAt }: ContactRow,
): RowResult {
  if (dryRun) return { place, rowNumber, outcome: 'created', id: null, problems: [] };
  const contact = work.add(Contact.of(customerId, { ...BLANK, ...facts } as ContactFacts), effectiveAt);
  work.record(ContactImported, contact.id, { customerId, name: contact.name, isNew: true });
  return { place, rowNumber, outcome: 'created', id: contact.id, problems: [] };
}

async function change(
  work: Work,
  { dryRun }: ImportBatch,
  read: ReadRow<ContactRow>,
  { id, customerId }: { id: string; customerId: string },
  { facts, effectiveAt, customerKey }: ContactRow,
): Promise<RowResult> {
  const { place, rowNumber } = read;
  const contact = await work.fetch(Contact, id, { verb: 'edit' });
  if (contact.customerId !== customerId)
    return refusedRow(read, [problemOf('customer_external_key', customerKey, 'INVALID_CONTACT')]);
  if (changedFields<ContactFacts>(contact, facts).length === 0)
    return { place, rowNumber, outcome: 'unchanged', id, problems: [] };
  contact.describe(facts);
  if (!dryRun) {
    work.save(contact, effectiveAt);
    work.record(ContactImported, id, { customerId, name: contact.name, isNew: false });
  }
  return { place, rowNumber, outcome: 'updated', id, problems: [] };
}
