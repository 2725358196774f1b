import type { ContactFacts } from './contact.js';
import { CellReader, type Cells } from './import-cells.js';
import { type ReadingRules, withoutGaps } from './import-customer-row.js';
import type { RowProblem } from './import-problem.js';

/** What a row of a file of contacts says; facts of empty cells are left out. */
export interface ContactRow {
  readonly facts: Partial<ContactFacts>;
  readonly customerKey: string | undefined;
  readonly effectiveAt: Date | undefined;
  readonly problems: readonly RowProblem[];
}

/** Reads one row of a file of contacts and checks every cell. */
export function readContactRow(cells: Cells, rules: ReadingRules): ContactRow {
  const reader = new CellReader(cells);
  const facts: Partial<ContactFacts> = {
    name: reader.required('name', 100),
    title: reader.text('title', 100),
    phone: reader.text('phone', 40),
    email: reader.mail('email', 200),
    birthday: reader.day('birthday'),
    buyingRole: reader.choice('buying_role', rules.labels('BuyingRole')) as ContactFacts['buyingRole'] | undefined,
    relationshipLevel: reader.choice('relationship_level', rules.labels('RelationshipLevel')) as
      ContactFacts['relationshipLevel'] | undefined,
    notes: reader.longText('notes', 2000),
    externalKey: reader.text('external_key', 100),
  };
  const customerKey = reader.required('customer_external_key', 100);
  const effectiveAt = reader.since('effective_at', rules.startOf, rules.now);
  return { facts: withoutGaps(facts), customerKey, effectiveAt, problems: reader.problems };
}
