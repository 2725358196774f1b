import { Injectable } from '@nestjs/common';
import { scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import type { Work } from '../../../kernel/database/work.js';
import { Customer, type CustomerFacts } from '../domain/customer.js';
import {
  changedFields,
  type ImportBatch,
  type ReadRow,
  readRows,
  refusedRow,
  type RowResult,
} from '../domain/import-batch.js';
import { cellText } from '../domain/import-cells.js';
import { type CustomerRow, readCustomerRow } from '../domain/import-customer-row.js';
import { CustomerImported } from '../domain/import-events.js';
import type { RowProblem } from '../domain/import-problem.js';
import type { MappedCount } from '../domain/import-run.js';
import { ImportLookups, type ImportOwner } from '../queries/import-lookups.js';
import { type ParentLookup, parentOf } from './import-parents.js';
import { problemOf, settleRow } from './settle-import-row.js';

/** What the rows of a batch refer to. */
interface References extends ParentLookup {
  readonly byKey: ReadonlyMap<string, readonly string[]>;
  readonly owners: ReadonlyMap<string, ImportOwner>;
}

const BLANK: Omit<CustomerFacts, 'name'> = {
  shortName: null,
  kind: 'ORGANISATION',
  creditCode: null,
  industry: null,
  foundedYear: null,
  employees: null,
  annualRevenue: null,
  revenueCurrency: null,
  country: null,
  province: null,
  city: null,
  address: null,
  phone: null,
  website: null,
  source: null,
  tags: [],
  parentId: null,
  tier: null,
  lifecycle: 'POTENTIAL',
  preferences: null,
  taboos: null,
  externalKey: null,
};

/** Checks and writes rows of a file of customers: new ones are added, those with a known external key changed. */
@Injectable()
export class ImportCustomerRows {
  constructor(private readonly lookups: ImportLookups) {}

  /** Writes the batch in the caller's transaction; a dry run only checks. Bad rows are refused and leave the good ones alone. */
  async write(work: Work, batch: ImportBatch): Promise<{ results: RowResult[]; mapped: MappedCount[] }> {
    const { rows, mapped } = readRows(batch, readCustomerRow);
    const references = await this.references(batch, rows);
    const results: RowResult[] = [];
    const known = new Map<number, RowResult>();
    for (const row of rows) {
      const result = await settleRow(row, () => this.settle(work, batch, row, references, known));
      known.set(row.place, result);
      results.push(result);
    }
    return { results, mapped };
  }

  private async settle(
    work: Work,
    batch: ImportBatch,
    read: ReadRow<CustomerRow>,
    references: References,
    known: ReadonlyMap<number, RowResult>,
  ): Promise<RowResult> {
    const { row, place } = read;
    if (!row) return refusedRow(read, read.problems);
    const problems: RowProblem[] = [...read.problems];
    const ids = references.byKey.get(row.facts.externalKey ?? '') ?? [];
    if (ids.length > 1) problems.push(problemOf('external_key', row.facts.externalKey, 'INVALID_KEY_AMBIGUOUS'));
    const parent = parentOf(batch, place, row.parentName, references, known);
    if (parent && 'code' in parent) problems.push(parent);
    const owner = this.ownerOf(batch.viewer, row, references.owners, problems);
    if (problems.length > 0) return refusedRow(read, problems);
    const parentFact = parent && 'id' in parent ? { parentId: parent.id } : {};
    const facts = { ...row.facts, ...parentFact };
    const [id] = ids;
    if (id !== undefined) return this.change(work, batch, read, facts, { id, owner });
    if (!reaches(batch.viewer, owner))
      return refusedRow(read, [problemOf('owner_login', row.ownerLogin, 'INVALID_OWNER_REACH')]);
    return this.create(work, batch, read, facts, owner);
  }

  private create(
    work: Work,
    { dryRun }: ImportBatch,
    read: ReadRow<CustomerRow>,
    facts: Partial<CustomerFacts>,
    owner: ImportOwner,
  ): RowResult {
    const customer = Customer.of({ ...BLANK, ...facts } as CustomerFacts, owner.id, owner.departmentId);
    const { place, rowNumber } = read;
    if (dryRun) return { place, rowNumber, outcome: 'created', id: null, problems: [] };
    work.add(customer, read.row?.effectiveAt);
    const { ownerId, departmentId, name } = customer;
    work.record(CustomerImported, customer.id, { ownerId, departmentId, name, isNew: true });
    return { place, rowNumber, outcome: 'created', id: customer.id, problems: [] };
  }

  private async change(
    work: Work,
    { dryRun }: ImportBatch,
    read: ReadRow<CustomerRow>,
    facts: Partial<CustomerFacts>,
    { id, owner }: { id: string; owner: ImportOwner },
  ): Promise<RowResult> {
    const { place, rowNumber, row } = read;
    const customer = await work.fetch(Customer, id, { verb: 'import' });
    if (row?.ownerLogin !== undefined && customer.ownerId !== owner.id)
      return refusedRow(read, [problemOf('owner_login', row.ownerLogin, 'INVALID_OWNER_CHANGE')]);
    // A parent without id is one that this dry run would add: the customer would change.
    if (facts.parentId !== null && changedFields<CustomerFacts>(customer, facts).length === 0)
      return { place, rowNumber, outcome: 'unchanged', id, problems: [] };
    customer.describe(facts);
    if (!dryRun) {
      work.save(customer, row?.effectiveAt);
      const { ownerId, departmentId, name } = customer;
      work.record(CustomerImported, id, { ownerId, departmentId, name, isNew: false });
    }
    return { place, rowNumber, outcome: 'updated', id, problems: [] };
  }

  private ownerOf(
    { personId, departmentId }: Viewer,
    { ownerLogin }: CustomerRow,
    owners: References['owners'],
    problems: RowProblem[],
  ): ImportOwner {
    const importer = { id: personId, departmentId };
    if (ownerLogin === undefined) return importer;
    const owner = owners.get(ownerLogin);
    if (!owner) problems.push(problemOf('owner_login', ownerLogin, 'INVALID_OWNER_LOGIN'));
    return owner ?? importer;
  }

  private async references(
    { viewer, file, plan }: ImportBatch,
    rows: readonly ReadRow<CustomerRow>[],
  ): Promise<References> {
    const all = (pick: (row: CustomerRow) => string | null | undefined): string[] =>
      rows.flatMap(({ row }) => (row ? (pick(row) ?? []) : []));
    const keyColumn = file.columns.indexOf('external_key');
    const parentKeys = rows.flatMap(({ place }) => {
      const parent = plan.parents.get(place);
      return parent === undefined ? [] : cellText(file.rows[parent]?.values[keyColumn] ?? '') || [];
    });
    return {
      byKey: await this.lookups.customersByKey(viewer, [...all(({ facts }) => facts.externalKey), ...parentKeys]),
      byName: await this.lookups.customersByName(
        viewer,
        all(({ parentName }) => parentName),
      ),
      owners: await this.lookups.owners(
        viewer,
        all(({ ownerLogin }) => ownerLogin),
      ),
    };
  }
}

/** Whether the importer may add customers of that owner. */
function reaches(viewer: Viewer, owner: ImportOwner): boolean {
  const scope = scopeOf(viewer, 'customer.import');
  return scope.all || scope.ownerIds.includes(owner.id) || scope.departmentIds.includes(owner.departmentId);
}
