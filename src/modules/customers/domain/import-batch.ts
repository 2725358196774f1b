import type { Viewer } from '../../../kernel/access/viewer.js';
import { type Cells, cellText } from './import-cells.js';
import type { ReadingRules } from './import-customer-row.js';
import { cellsOf, type FileRow, type ImportFile } from './import-file.js';
import type { ImportPlan } from './import-plan.js';
import type { RowProblem } from './import-problem.js';
import { addCounts, type MappedCount, type RowOutcome, type ValueMappings } from './import-run.js';

/** What later rows need to know of those before them. */
export interface ImportMemory {
  /** Row numbers that were refused. */
  readonly refused: Set<number>;
  /** Place → the record it became; empty after a restart. */
  readonly ids: Map<number, string | null>;
}

/** Some rows of a file that are written together. */
export interface ImportBatch {
  readonly viewer: Viewer;
  readonly dryRun: boolean;
  readonly mappings: ValueMappings;
  readonly file: ImportFile;
  readonly plan: ImportPlan;
  /** Places of the rows, in the order of work. */
  readonly places: readonly number[];
  readonly memory: ImportMemory;
  readonly rules: ReadingRules;
}

/** What became of one row; `id` is null when it was refused, or would have been new in a dry run. */
export interface RowResult {
  readonly place: number;
  readonly rowNumber: number;
  readonly outcome: RowOutcome;
  readonly id: string | null;
  readonly problems: readonly RowProblem[];
}

/** A row with its cells mapped and read. */
export interface ReadRow<R> {
  readonly place: number;
  readonly rowNumber: number;
  /** Null: the row has another number of cells than the header. */
  readonly row: R | null;
  readonly problems: readonly RowProblem[];
}

/** Maps and reads the rows of a batch; tells which values were replaced how often. */
export function readRows<R extends { readonly problems: readonly RowProblem[] }>(
  batch: ImportBatch,
  read: (cells: Cells, rules: ReadingRules) => R,
): { rows: ReadRow<R>[]; mapped: MappedCount[] } {
  let mapped: MappedCount[] = [];
  const rows = batch.places.map((place): ReadRow<R> => {
    const fileRow = batch.file.rows[place]!;
    const cells = cellsOf(batch.file, fileRow);
    const { rowNumber } = fileRow;
    if (!cells) return { place, rowNumber, row: null, problems: [widthProblem(batch.file, fileRow)] };
    const replaced = replaceValues(cells, batch.mappings);
    mapped = addCounts(mapped, replaced.mapped);
    const row = read(replaced.cells, batch.rules);
    const earlier = batch.plan.duplicates.get(place);
    return { place, rowNumber, row, problems: [...row.problems, ...(earlier ? [keyTwice(earlier)] : [])] };
  });
  return { rows, mapped };
}

/** The cells with the values of the mapping table replaced. */
export function replaceValues(cells: Cells, mappings: ValueMappings): { cells: Cells; mapped: MappedCount[] } {
  const replaced: Record<string, string> = { ...cells };
  const mapped: MappedCount[] = [];
  for (const [column, table] of Object.entries(mappings)) {
    const from = cellText(cells[column] ?? '');
    const to = Object.hasOwn(table, from) ? table[from] : undefined;
    if (to === undefined) continue;
    replaced[column] = to;
    mapped.push({ column, from, to, cells: 1 });
  }
  return { cells: replaced, mapped };
}

/** The fields of `facts` that differ from what the record has. */
export function changedFields<T extends object>(record: T, facts: Partial<T>): string[] {
  return Object.entries(facts)
    .filter(([field, value]) => JSON.stringify(Reflect.get(record, field) ?? null) !== JSON.stringify(value ?? null))
    .map(([field]) => field);
}

/** A refusal of a row. */
export function refusedRow(
  { place, rowNumber }: Pick<RowResult, 'place' | 'rowNumber'>,
  problems: readonly RowProblem[],
): RowResult {
  return { place, rowNumber, outcome: 'refused', id: null, problems };
}

function widthProblem({ columns }: ImportFile, { values }: FileRow): RowProblem {
  const details = { cells: values.length, columns: columns.length };
  return { column: null, value: null, code: 'INVALID_ROW_WIDTH', details };
}

function keyTwice(row: number): RowProblem {
  return { column: 'external_key', value: null, code: 'INVALID_KEY_TWICE', details: { row } };
}
