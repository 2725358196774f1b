import type { Label } from '../../../kernel/runtime/labels.js';
import { parseAmount } from '../../../kernel/runtime/money.js';
import { plainText } from '../../../kernel/runtime/plain-text.js';
import type { RowProblem } from './import-problem.js';

/** A row as text by column. */
export type Cells = Readonly<Record<string, string>>;

const DAY = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

const LINE_BREAK = /[\t\n\r]/;
/** What must not reach a screen with the cell that is complained of. */
const UNSHOWN = /[\p{Cc}\p{Cf}]/gu;

/** The cell without what nobody sees at its ends, and without the apostrophe that an error file puts before formulas. */
export function cellText(cell: string): string {
  return plainText(cell).text.replace(/^'(?=[=+\-@])/, '');
}

/** Reads the cells of one row and collects everything that is wrong with them; an empty or missing cell is undefined. */
export class CellReader {
  readonly problems: RowProblem[] = [];

  constructor(private readonly cells: Cells) {}

  /** The cell's text of one line; undefined as well, with a problem, when it holds characters that no text may hold. */
  raw(column: string): string | undefined {
    const text = this.lines(column);
    return text !== undefined && LINE_BREAK.test(text) ? this.refuse(column, 'INVALID_CHARACTERS') : text;
  }

  text(column: string, most: number): string | undefined {
    return this.atMost(column, this.raw(column), most);
  }

  /** Text that may go over several lines. */
  longText(column: string, most: number): string | undefined {
    return this.atMost(column, this.lines(column), most);
  }

  required(column: string, most: number): string | undefined {
    const before = this.problems.length;
    const value = this.text(column, most);
    return value === undefined && this.problems.length === before ? this.refuse(column, 'INVALID_IS_NOT_EMPTY') : value;
  }

  whole(column: string, least: number, most: number): number | undefined {
    const value = this.raw(column)?.replaceAll(',', '');
    if (value === undefined) return undefined;
    if (!/^-?\d{1,15}$/.test(value)) return this.refuse(column, 'INVALID_NUMBER');
    if (Number(value) < least) return this.refuse(column, 'INVALID_MIN', { limit: least });
    return Number(value) > most ? this.refuse(column, 'INVALID_MAX', { limit: most }) : Number(value);
  }

  /** DECIMAL(18,2) as text; thousands may be set apart by commas. */
  amount(column: string): string | undefined {
    const value = this.raw(column)?.replaceAll(',', '');
    return value === undefined ? undefined : (parseAmount(value) ?? this.refuse(column, 'INVALID_AMOUNT'));
  }

  /** What the cell names, by a code or by a name that people use. */
  named(column: string, codeOf: (text: string) => string | undefined, refusal: string): string | undefined {
    const value = this.raw(column);
    return value === undefined ? undefined : (codeOf(value) ?? this.refuse(column, refusal));
  }

  mail(column: string, most: number): string | undefined {
    const value = this.text(column, most);
    return value === undefined || MAIL.test(value) ? value : this.refuse(column, 'INVALID_IS_EMAIL');
  }

  /** A value of an enum, by its code or by its label in either language. */
  choice<V extends string>(column: string, labels: Readonly<Record<V, Label>>): V | undefined {
    const value = this.raw(column)?.toLowerCase();
    if (value === undefined) return undefined;
    const known = (Object.entries(labels) as [V, Label][]).find(([code, { zh, en }]) =>
      [code, zh, en].some((name) => name.toLowerCase() === value),
    );
    return known?.[0] ?? this.refuse(column, 'INVALID_CHOICE', { choices: Object.keys(labels).join(', ') });
  }

  /** A calendar day, `2024-03-08` or `2024/3/8`. */
  day(column: string): string | undefined {
    const value = this.raw(column);
    if (value === undefined) return undefined;
    return isoDay(value) ?? this.refuse(column, 'INVALID_DAY');
  }

  /** The moment since when the record holds: a day (its first moment by `startOf`) or a moment with zone, not after `now`. */
  since(column: string, startOf: (day: string) => Date, now: Date): Date | undefined {
    const value = this.raw(column);
    if (value === undefined) return undefined;
    const day = isoDay(value);
    const moment = day ? startOf(day) : MOMENT.test(value) ? new Date(value) : null;
    if (!moment || Number.isNaN(moment.getTime())) return this.refuse(column, 'INVALID_DAY');
    if (moment.getUTCFullYear() < 1900) return this.refuse(column, 'INVALID_DAY');
    return moment > now ? this.refuse(column, 'INVALID_FUTURE') : moment;
  }

  /** Notes what is wrong with a cell. */
  refuse(column: string, code: string, details: Readonly<Record<string, unknown>> = {}): undefined {
    const value = cellText(this.cells[column] ?? '').replace(UNSHOWN, '\ufffd') || null;
    this.problems.push({ column, value, code, details });
    return undefined;
  }

  private lines(column: string): string | undefined {
    const cell = this.cells[column] ?? '';
    return plainText(cell).refused ? this.refuse(column, 'INVALID_CHARACTERS') : cellText(cell) || undefined;
  }

  private atMost(column: string, value: string | undefined, most: number): string | undefined {
    const fits = value === undefined || value.length <= most || [...value].length <= most;
    return fits ? value : this.refuse(column, 'INVALID_MAX_LENGTH', { limit: most });
  }
}

function isoDay(text: string): string | null {
  const [, year, month, date] = DAY.exec(text) ?? [];
  if (!year || !month || !date) return null;
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const ms = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== iso ? null : iso;
}
