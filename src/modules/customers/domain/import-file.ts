import { Readable } from 'node:stream';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { CsvError, parse, type Parser } from 'csv-parse';
import type { Cells } from './import-cells.js';
import { columnOf, headText, IMPORT_COLUMNS, MOST_COLUMNS, MOST_ROWS, shownColumns } from './import-columns.js';
import type { ImportKindName } from './import-enums.js';
import type { RowProblem } from './import-problem.js';
import { withTurns } from './import-turns.js';

/** A row of the file; `rowNumber` counts as spreadsheets do, the header being row 1. */
export interface FileRow {
  readonly rowNumber: number;
  readonly values: readonly string[];
}

/** A file that can be worked on: what is odd about it as a whole stands in `problems`. */
export interface ImportFile {
  /** Names of columns; unknown ones as they stand in the header, in small letters. */
  readonly columns: readonly string[];
  /** The header as it stands in the file. */
  readonly heads: readonly string[];
  readonly rows: readonly FileRow[];
  readonly problems: readonly RowProblem[];
}

/** The file as a whole cannot be taken; no row of it was written. */
export class ImportFileRefused extends Error {
  constructor(readonly problems: readonly RowProblem[]) {
    super(problems.map(({ code }) => code).join(', '));
  }
}

/** Characters that the parser gets at once: some milliseconds of its work, whatever they are. */
const SLICE = 8 * 1024;
const LONGEST_ROW = 1_000_000;
/** Cells that are kept of a row that has more of them than any header may have. */
const MOST_CELLS = 5 * MOST_COLUMNS;
/** Lines with the empty ones: what a spreadsheet program can have. */
const MOST_LINES = 1_048_576;
const LONGEST_HEADER = 100_000;
/** Unknown columns that are named one by one: those who ask see the first hundred problems, and rows have some too. */
const MOST_NAMED = 20;
const DELIMITERS = [',', ';', '\t'] as const;

/** Reads a whole file: UTF-8 (with or without BOM) or GB18030, separated by commas, semicolons or tabs. Throws ImportFileRefused. */
export async function readImportFile(bytes: AsyncIterable<Buffer>, kind: ImportKindName): Promise<ImportFile> {
  const text = await decode(await collect(bytes));
  if (text.trim() === '') throw refused('INVALID_EMPTY_FILE');
  let header: Header | null = null;
  const rows: FileRow[] = [];
  let rowNumber = 0;
  for await (const values of withTurns(records(text, kind))) {
    rowNumber += 1;
    if (header === null) header = checkHeader(values, kind);
    else if (values.some((value) => value.trim() !== '')) rows.push({ rowNumber, values: values.slice(0, MOST_CELLS) });
    if (rows.length > MOST_ROWS || rowNumber > MOST_LINES) throw refused('INVALID_TOO_MANY_ROWS', { limit: MOST_ROWS });
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
async function decode(pieces: readonly Buffer[]): Promise<string> {
  if (pieces.some((piece) => piece.includes(0))) throw refused('INVALID_NOT_CSV', { reason: 'NUL' });
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return await decodeAs(encoding, pieces);
    } catch {
      continue;
    }
  }
  throw refused('INVALID_ENCODING');
}

async function decodeAs(encoding: string, pieces: readonly Buffer[]): Promise<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const texts: string[] = [];
  for await (const piece of withTurns(pieces, 1)) texts.push(decoder.decode(piece, { stream: true }));
  return texts.join('') + decoder.decode();
}

async function collect(bytes: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return pieces;
}

/** The records of the text; the parser gets it in slices, so that other work finds its turn between them. */
async function* records(text: string, kind: ImportKindName): AsyncGenerator<string[]> {
  const delimiter = delimiterOf(text, kind);
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: true, max_record_size: LONGEST_ROW });
  try {
    for await (const record of Readable.from(slices(text, parser)).pipe(parser)) yield record as string[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused('INVALID_NOT_CSV', { reason: error.message.slice(0, 200) });
  }
}

/** Stops the parser in a row that is too long by its separators alone, which it does not count itself. */
async function* slices(text: string, parser: Parser): AsyncGenerator<string> {
  let known = 0;
  let since = 0;
  for (let from = 0; from < text.length; from += SLICE) {
    if (parser.info.records !== known) [known, since] = [parser.info.records, from];
    if (from - since > 2 * LONGEST_ROW) parser.destroy(refused('INVALID_NOT_CSV', { reason: 'row too long' }));
    yield text.slice(from, from + SLICE);
    await othersTurn();
  }
}

/** The separator under which the first line names most known columns. */
function delimiterOf(text: string, kind: ImportKindName): string {
  const [firstLine = ''] = text.slice(0, LONGEST_HEADER).split(/[\r\n]/, 1);
  const known = (delimiter: string): number =>
    firstLine.split(delimiter).filter((cell) => columnOf(kind, headText(cell)) !== null).length;
  return DELIMITERS.reduce((best, delimiter) => (known(delimiter) > known(best) ? delimiter : best));
}

type Header = Omit<ImportFile, 'rows'>;

function checkHeader(values: readonly string[], kind: ImportKindName): Header {
  if (values.length > MOST_COLUMNS)
    throw refused('INVALID_TOO_MANY_COLUMNS', { columns: values.length, limit: MOST_COLUMNS });
  const heads = values.map(headText);
  const columns = heads.map((head) => columnOf(kind, head) ?? head.toLowerCase());
  const { known, required } = IMPORT_COLUMNS[kind];
  const missing = required.filter((column) => !columns.includes(column));
  const shown = shownColumns(kind, known);
  if (missing.length > 0)
    throw refused('INVALID_COLUMNS_MISSING', { columns: shownColumns(kind, missing), known: shown });
  const twice = columns.find((column, index) => known.includes(column) && columns.indexOf(column) !== index);
  if (twice)
    throw refused('INVALID_COLUMN_TWICE', { columns: heads.filter((_, index) => columns[index] === twice).join(', ') });
  const unknown = heads.filter((_, index) => !known.includes(columns[index]!));
  return { columns, heads, problems: unknownColumns(unknown, shown) };
}

function unknownColumns(heads: readonly string[], known: string): RowProblem[] {
  const named = heads.slice(0, MOST_NAMED).map((column) => ({
    column,
    value: null,
    code: 'INVALID_COLUMN_UNKNOWN',
    details: { known },
  }));
  const more = heads.length - named.length;
  if (more === 0) return named;
  return [...named, { column: null, value: null, code: 'INVALID_MORE_COLUMNS_UNKNOWN', details: { columns: more } }];
}

function refused(code: string, details: Readonly<Record<string, unknown>> = {}): ImportFileRefused {
  return new ImportFileRefused([{ column: null, value: null, code, details }]);
}
