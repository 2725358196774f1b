import type { ImportBatch, RowResult } from '../domain/import-batch.js';
import { cellText } from '../domain/import-cells.js';
import type { RowProblem } from '../domain/import-problem.js';
import { problemOf } from './settle-import-row.js';

/** Visible customers by key and by name. */
export interface ParentLookup {
  readonly byKey: ReadonlyMap<string, readonly string[]>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

/** The parent that a row names: among the rows of the file first, else among visible customers; null: it names none. An `id` of null is a parent that a dry run would add. */
export function parentOf(
  batch: ImportBatch,
  place: number,
  name: string | undefined,
  lookup: ParentLookup,
  inBatch: ReadonlyMap<number, RowResult>,
): { id: string | null } | RowProblem | null {
  if (name === undefined) return null;
  const refuse = (code: string, details: Record<string, unknown> = {}): RowProblem => ({
    ...problemOf('parent_name', name, code),
    details,
  });
  if (batch.plan.circles.has(place)) return refuse('INVALID_PARENT_CIRCLE');
  const inFile = batch.plan.parents.get(place);
  const visible = lookup.byName.get(name) ?? [];
  if (batch.plan.ambiguous.has(place) || visible.length > 1) return refuse('INVALID_PARENT_AMBIGUOUS');
  if (inFile === undefined) return visible[0] === undefined ? refuse('INVALID_PARENT_NAME') : { id: visible[0] };
  const { rowNumber } = batch.file.rows[inFile]!;
  const settled = inBatch.get(inFile);
  if (settled?.outcome === 'refused' || batch.memory.refused.has(rowNumber))
    return refuse('INVALID_PARENT_REFUSED', { row: rowNumber });
  const id = settled ? settled.id : (batch.memory.ids.get(inFile) ?? rowsId(batch, inFile, lookup));
  return visible[0] !== undefined && visible[0] !== id ? refuse('INVALID_PARENT_AMBIGUOUS') : { id };
}

/** Id of the record that a row of an earlier batch became, found again after a restart; null when a dry run would have added it. */
function rowsId(batch: ImportBatch, place: number, lookup: ParentLookup): string | null {
  const cell = (column: string): string =>
    cellText(batch.file.rows[place]?.values[batch.file.columns.indexOf(column)] ?? '');
  const [byKey] = lookup.byKey.get(cell('external_key')) ?? [];
  return byKey ?? lookup.byName.get(cell('name'))?.[0] ?? null;
}
