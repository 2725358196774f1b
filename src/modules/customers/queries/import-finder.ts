import { Injectable } from '@nestjs/common';
import { scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { jsonColumn } from '../../../kernel/database/json-column.js';
import { RecordMapper } from '../../../kernel/database/record-mapper.js';
import { NotFound } from '../../../kernel/runtime/domain-error.js';
import { ImportRun } from '../domain/import-run.js';

/** A problem as it was written down. */
export interface StoredProblem {
  readonly rowNumber: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

const MOST_ROWS_AT_ONCE = 2_000;

/** Reads imports and their problems. */
@Injectable()
export class ImportFinder {
  constructor(
    private readonly database: Database,
    private readonly mapper: RecordMapper,
  ) {}

  /** The import of that id, for the work itself. */
  async runOf(importId: string): Promise<ImportRun | null> {
    if (!/^\d{1,19}$/.test(importId)) return null;
    const row = await this.database.one<Record<string, unknown>>(
      'SELECT i.* FROM customer_import i WHERE i.id = ? AND i.deleted_at IS NULL',
      [importId],
    );
    return row ? this.mapper.hydrate(ImportRun, row) : null;
  }

  /** The import, for its own person or for whoever may import everything. Throws NotFound. */
  async visibleRun(viewer: Viewer, importId: string): Promise<ImportRun> {
    const run = await this.runOf(importId);
    if (!run || (run.personId !== viewer.personId && !scopeOf(viewer, 'customer.import').all)) throw new NotFound();
    return run;
  }

  /** Ids of imports that are not at their end, oldest first; those on which work came to nothing after `failedBefore` rest. */
  async openIds(after: string, failedBefore: Date): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT id FROM customer_import WHERE state IN ('WAITING', 'RUNNING') AND deleted_at IS NULL AND id > ?
         AND (tries = 0 OR updated_at <= ?) ORDER BY id LIMIT 100`,
      [after, failedBefore],
    );
    return rows.map(({ id }) => id);
  }

  /** Numbers of the rows that were refused so far. */
  async refusedRows(importId: string): Promise<Set<number>> {
    const rows = await this.database.rows<{ n: number }>(
      `SELECT DISTINCT row_number_in_file AS n FROM customer_import_problem
       WHERE import_id = ? AND row_number_in_file IS NOT NULL ORDER BY n`,
      [importId],
    );
    return new Set(rows.map(({ n }) => n));
  }

  /** The first problems: those of the file as a whole, then by row. */
  problems(importId: string, most: number): Promise<StoredProblem[]> {
    return this.problemsBetween(importId, -1, 2_147_483_647, most);
  }

  /** Row number → problems, for that many rows after one. */
  async problemsOfRows(importId: string, from: number, to: number): Promise<Map<number, StoredProblem[]>> {
    const byRow = new Map<number, StoredProblem[]>();
    for (const problem of await this.problemsBetween(importId, from, to, MOST_ROWS_AT_ONCE * 20)) {
      if (problem.rowNumber === null) continue;
      const known = byRow.get(problem.rowNumber);
      if (known) known.push(problem);
      else byRow.set(problem.rowNumber, [problem]);
    }
    return byRow;
  }

  private async problemsBetween(importId: string, from: number, to: number, most: number): Promise<StoredProblem[]> {
    const rows = await this.database.rows<Omit<StoredProblem, 'details'> & { details: unknown }>(
      `SELECT row_number_in_file AS rowNumber, column_name AS \`column\`, value, code, details
       FROM customer_import_problem WHERE import_id = ? AND COALESCE(row_number_in_file, 0) BETWEEN ? AND ?
       ORDER BY row_number_in_file, id LIMIT ?`,
      [importId, from, to, most],
    );
    return rows.map((row) => ({ ...row, details: jsonColumn<Record<string, unknown>>(row.details) }));
  }
}
