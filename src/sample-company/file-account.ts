/** A value that was replaced by a known right one. */
export interface MappedValue {
  row: number;
  key: string;
  column: string;
  from: string;
  to: string;
  why: string;
}

/** Something in a row that could not be used as it stands; `loaded` tells whether the row became a record all the same. */
export interface ReportedValue {
  row: number;
  key: string;
  column: string;
  value: string;
  note: string;
  loaded: boolean;
}

/** What became of the rows of one file: rowsRead = loaded + refused, and every refused row is among the reported ones. */
export interface FileAccount {
  file: string;
  rowsRead: number;
  loaded: number;
  refused: number;
  mapped: MappedValue[];
  reported: ReportedValue[];
}

/** Keeps the account of one file while its rows are read; row numbers are those of the file's lines. */
export class FileAccountBook {
  private readonly account: FileAccount;
  private readonly rowsByKey = new Map<string, number>();
  private key = '';
  private row: number;

  /** `headerLines` = how many lines stand before the first row. */
  constructor(file: string, headerLines = 1) {
    this.row = headerLines;
    this.account = { file, rowsRead: 0, loaded: 0, refused: 0, mapped: [], reported: [] };
  }

  /** Starts the next row; `key` is what a person would look it up by. */
  startRow(key: string): void {
    this.row += 1;
    this.key = key;
    this.rowsByKey.set(key, this.row);
    this.account.rowsRead += 1;
  }

  /** Notes that a value was replaced. */
  map(column: string, from: string, to: string, why: string): void {
    this.account.mapped.push({ row: this.row, key: this.key, column, from, to, why });
  }

  /** Notes something about a row that is loaded all the same. */
  report(column: string, value: string, note: string): void {
    this.account.reported.push({ row: this.row, key: this.key, column, value, note, loaded: true });
  }

  /** Notes something that only shows when other files have been read, about a row loaded before. */
  reportLater(key: string, column: string, note: string): void {
    this.account.reported.push({ row: this.rowsByKey.get(key) ?? 0, key, column, value: key, note, loaded: true });
  }

  /** Notes why a row cannot be loaded. */
  refuse(column: string, value: string, note: string): void {
    this.account.refused += 1;
    this.account.reported.push({ row: this.row, key: this.key, column, value, note, loaded: false });
  }

  /** Counts the row as loaded. */
  load(): void {
    this.account.loaded += 1;
  }

  /** The finished account. */
  close(): FileAccount {
    return this.account;
  }
}

/** How often each note was made in a file, most frequent first: the short form of an account for people. */
export function summariseReported(
  account: FileAccount,
): { note: string; column: string; rows: number; loaded: boolean }[] {
  const groups = new Map<string, { note: string; column: string; rows: number; loaded: boolean }>();
  for (const { note, column, loaded } of account.reported) {
    const group = groups.get(`${column}|${note}`) ?? { note, column, rows: 0, loaded };
    group.rows += 1;
    groups.set(`${column}|${note}`, group);
  }
  return [...groups.values()].sort((a, b) => b.rows - a.rows || a.note.localeCompare(b.note, 'en'));
}
