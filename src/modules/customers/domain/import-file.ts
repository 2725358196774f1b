import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Cells } from './import-cells.js';
import { IMPORT_COLUMNS, MOST_ROWS } from './import-columns.js';
import type { ImportKindName } from './import-enums.js';
import type { RowProblem } from './import-problem.js';

/** A row of the file; `rowNumber` counts as spreadsheets do, the header being row 1. */
export interface FileRow {
  readonly rowNumber: number;
  readonly values: readonly string[];
}

/** A file that can be worked on: what is odd about it as a whole stands in `problems`. */
export interface ImportFile {
  readonly columns: readonly string[];
  readonly rows: readonly FileRow[];
  readonly problems: readonly RowProblem[];
}

/** The file as a whole cannot be taken; no row of it was written. */
export class ImportFileRefused extends Error {
  constructor(readonly problems: readonly RowProblem[]) {
    super(problems.map(({ code }) => code).join(', '));
  }
}

const SLICE = 64 * 1024;
const LONGEST_ROW = 1_000_000;
const DELIMITERS = [',', ';', '\t'] as const;

/** Reads a whole file: UTF-8 (with or without BOM) or GB18030, separated by commas, semicolons or tabs. Throws ImportFileRefused. */
export async function readImportFile(bytes: AsyncIterable<Buffer>, kind: ImportKindName): Promise<ImportFile> {
  const text = decode(await collect(bytes));
  if (text.trim() === '') throw refused('INVALID_EMPTY_FILE');
  let header: { columns: string[]; problems: RowProblem[] } | null = null;
  const rows: FileRow[] = [];
  let rowNumber = 0;
  for await (const values of records(text, kind)) {
    rowNumber += 1;
    if (header === null) header = checkHeader(values, kind);
    else if (values.some((value) => value.trim() !== '')) rows.push({ rowNumber, values });
    if (rows.length > MOST_ROWS) throw refused('INVALID_TOO_MANY_ROWS', { limit: MOST_ROWS });
  }
  if (header === null || rows.length === 0) throw refused('INVALID_EMPTY_FILE');
  return { ...header, rows };
}

/** The row's cells by column; null when it has another number of cells than the header. */
export function cellsOf(file: Pick<ImportFile, 'columns'>, { values }: FileRow): Cells | null {
  if (values.length !== file.columns.length) return null;
  return Object.fromEntries(file.columns.map((column, index) => [column, values[index]!]));
}

/** The text of the bytes. Throws ImportFileRefused. */
export function decode(bytes: Buffer): string {
  if (bytes.includes(0)) throw refused('INVALID_NOT_CSV', { reason: 'NUL' });
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  throw refused('INVALID_ENCODING');
}

async function collect(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The records of the text; the parser gets it in slices, so that other work finds its turn between them. */
async function* records(text: string, kind: ImportKindName): AsyncGenerator<string[]> {
  const delimiter = delimiterOf(text, kind);
  const parser = Readable.from(slices(text)).pipe(
    parse({ delimiter, relax_column_count: true, relax_quotes: true, max_record_size: LONGEST_ROW }),
  );
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused('INVALID_NOT_CSV', { reason: error.message.slice(0, 200) });
  }
}

function* slices(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += SLICE) yield text.slice(from, from + SLICE);
}

/** The separator under which the first line names most known columns. */
function delimiterOf(text: string, kind: ImportKindName): string {
  const firstLine = text.slice(0, Math.max(0, text.search(/[\r\n]|$/)));
  const known = (delimiter: string): number =>
    firstLine.split(delimiter).filter((name) => IMPORT_COLUMNS[kind].known.includes(columnName(name))).length;
  return DELIMITERS.reduce((best, delimiter) => (known(delimiter) > known(best) ? delimiter : best));
}

function columnName(text: string): string {
  return text.trim().replace(/^"|"$/g, '').trim().toLowerCase();
}

function checkHeader(values: readonly string[], kind: ImportKindName): { columns: string[]; problems: RowProblem[] } {
  const { known, required } = IMPORT_COLUMNS[kind];
  const columns = values.map(columnName);
  const missing = required.filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw refused('INVALID_COLUMNS_MISSING', { columns: missing.join(', '), known: known.join(', ') });
  const twice = columns.find((column, index) => known.includes(column) && columns.indexOf(column) !== index);
  if (twice) throw refused('INVALID_COLUMN_TWICE', { columns: twice });
  const problems = columns
    .filter((column) => !known.includes(column))
    .map((column) => ({ column, value: null, code: 'INVALID_COLUMN_UNKNOWN', details: { known: known.join(', ') } }));
  return { columns, problems };
}

function refused(code: string, details: Readonly<Record<string, unknown>> = {}): ImportFileRefused {
  return new ImportFileRefused([{ column: null, value: null, code, details }]);
}
