import { knows } from '../../../kernel/access/field-access.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { columnOf, placeOf } from '../domain/import-columns.js';
import type { ImportRun } from '../domain/import-run.js';

/** Says which columns of an import its reader may see: whoever started it has the file, others stand under their field rules. */
export class ImportColumnsShown {
  constructor(
    private readonly viewer: Viewer,
    private readonly run: ImportRun,
  ) {}

  /** Whether cells of that column are shown; it is named as messages and heads name it. Cells of no column are shown where nothing is kept back. */
  has(column: string | null): boolean {
    if (this.run.personId === this.viewer.personId || this.viewer.fieldRules.size === 0) return true;
    const known = column === null ? null : columnOf(this.run.kind, column);
    if (known === null) return this.whole;
    const [table, place] = placeOf(this.run.kind, known);
    return knows(this.viewer, table, place);
  }

  /** Whether nothing of such records is kept from the reader: a cell that no head names may hold anything. */
  private get whole(): boolean {
    return ![...this.viewer.fieldRules].some(
      ([name, rule]) =>
        rule !== 'READ_ONLY' && name.startsWith(this.run.kind === 'CUSTOMERS' ? 'customer.' : 'contact.'),
    );
  }
}
