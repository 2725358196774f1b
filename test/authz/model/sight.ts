import type { Oracle } from '../oracle/oracle.js';
import { kindOf } from '../world/kinds.js';
import { type Row, rowOf, type Value } from '../world/rows.js';

/** What one person sees of a world, asked of the oracle once per kind. */
export class Sight {
  private readonly seen = new Map<string, readonly Row[]>();
  private readonly rules = new Map<string, string | null>();
  private readonly reported = new Map<string, readonly Row[]>();
  private readonly moments = new Map<string, Sight>();

  constructor(
    readonly oracle: Oracle,
    readonly person: Row,
  ) {}

  /** What they see of the records as they were at that moment. */
  at(moment: string): Sight {
    const known = this.moments.get(moment) ?? new Sight(this.oracle.at(moment), this.person);
    this.moments.set(moment, known);
    return known;
  }

  /** The rule on a protected field. */
  rule(field: string): string | null {
    const known = this.rules.has(field) ? this.rules.get(field)! : this.oracle.rule(this.person, field);
    this.rules.set(field, known);
    return known;
  }

  rows(type: string): readonly Row[] {
    const known = this.seen.get(type) ?? this.oracle.visible(this.person, type);
    this.seen.set(type, known);
    return known;
  }

  sees(type: string, id: Value | undefined): boolean {
    return this.one(type, id) !== null;
  }

  /** The row with that id if it is seen. */
  one(type: string, id: Value | undefined): Row | null {
    return this.rows(type).find((row) => row.id === id) ?? null;
  }

  /** The row that a report takes words from: reached by reading, deleted since or not, as figures of the past keep what a record was. */
  borrowed(type: string, id: Value | undefined): Row | null {
    const row = this.any(type, id);
    return row && this.oracle.reaches(this.person, `${kindOf(type).action}.read`, type, row) ? row : null;
  }

  /** The rows of a type that count in the person's reports. */
  countedRows(type: string): readonly Row[] {
    const action = `${kindOf(type).action}.report`;
    const rows = this.oracle.records.rows[type] ?? [];
    const known =
      this.reported.get(type) ??
      rows.filter((row) => this.oracle.lives(type, row) && this.oracle.reaches(this.person, action, type, row));
    this.reported.set(type, known);
    return known;
  }

  /** The row, seen or not. */
  any(type: string, id: Value | undefined): Row | null {
    return rowOf(this.oracle.records, type, id);
  }
}
