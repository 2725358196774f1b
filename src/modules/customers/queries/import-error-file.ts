import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Blobs } from '../../../kernel/runtime/blobs.js';
import { messageOf } from '../../../kernel/runtime/labels.js';
import type { Locale } from '../../../kernel/runtime/locale.js';
import { readImportFile } from '../domain/import-file.js';
import type { ImportRun } from '../domain/import-run.js';
import { ImportColumnsShown } from './import-columns-shown.js';
import { ImportFinder, type StoredProblem } from './import-finder.js';

const ROWS_AT_ONCE = 1_000;
/** Tells spreadsheet programs that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Writes the refused rows of an import as a file that can be mended and sent again. */
@Injectable()
export class ImportErrorFile {
  constructor(
    private readonly blobs: Blobs,
    private readonly finder: ImportFinder,
  ) {}

  /** The refused rows with their original cells (empty where a field rule keeps the column from who has not started the import), then row number and error; cells that a spreadsheet would take for a formula begin with an apostrophe. */
  async *text(viewer: Viewer, run: ImportRun, locale: Locale): AsyncGenerator<string> {
    const file = await readImportFile(this.blobs.read(run.blobId), run.kind);
    const headOf = new Map(file.columns.map((column, index) => [column, file.heads[index] ?? column]));
    const shown = new ImportColumnsShown(viewer, run);
    const open = file.columns.map((column) => shown.has(column));
    const cellsBeyond = shown.has(null);
    yield BYTE_ORDER_MARK + line([[...file.heads, 'row_number', 'error']]);
    for (let from = 0; from < file.rows.length; from += ROWS_AT_ONCE) {
      const rows = file.rows.slice(from, from + ROWS_AT_ONCE);
      const [first, last] = [rows[0]!.rowNumber, rows.at(-1)!.rowNumber];
      const problems = await this.finder.problemsOfRows(run.id, first, last);
      const refused = rows.filter(({ rowNumber }) => problems.has(rowNumber));
      if (refused.length === 0) continue;
      yield line(
        refused.map(({ values, rowNumber }) => {
          // In a row of another width cells stand under the wrong heads.
          const fits = values.length === file.columns.length;
          const cells = open.map((isOpen, index) => ((fits && isOpen) || cellsBeyond ? (values[index] ?? '') : ''));
          const surplus = cellsBeyond ? values.slice(file.columns.length) : [];
          return [...cells, String(rowNumber), messages(problems.get(rowNumber)!, headOf, locale), ...surplus];
        }),
      );
    }
  }
}

function line(rows: string[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: 'windows' });
}

function messages(problems: readonly StoredProblem[], headOf: ReadonlyMap<string, string>, locale: Locale): string {
  return problems
    .map(
      ({ column, code, details }) =>
        `${column ? `${headOf.get(column) ?? column}: ` : ''}${messageOf(code, locale, details)}`,
    )
    .join(' ');
}
