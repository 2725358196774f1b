import { DomainError, RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { type ReadRow, refusedRow, type RowResult } from '../domain/import-batch.js';
import type { RowProblem } from '../domain/import-problem.js';

/** A problem of one cell. */
export function problemOf(column: string | null, value: string | null | undefined, code: string): RowProblem {
  return { column, value: value ?? null, code, details: {} };
}

/** Does the work of one row; what a rule of the record or a missing right refuses becomes the row's problem. */
export async function settleRow(row: ReadRow<unknown>, work: () => Promise<RowResult>): Promise<RowResult> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) {
      const { code, path, details } = error;
      return refusedRow(row, [{ column: path.at(-1) ?? null, value: null, code, details }]);
    }
    if (error instanceof RequestRefused && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND'))
      return refusedRow(row, [problemOf(null, null, 'INVALID_NO_RIGHT')]);
    throw error;
  }
}
