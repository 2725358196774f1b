import { Injectable } from '@nestjs/common';
import { Database } from './database.js';

/** A calendar month of which the history keeps the end only: it begins with the first moment and ends before the second. */
export interface ThinnedMonth {
  readonly beginsAt: Date;
  readonly endsAt: Date;
}

/** Every instance hears of a new month within this time. */
const ANNOUNCED_FOR_MS = 60_000;

/** Requests that began before their instance heard of a month have ended by then. */
const SPARED_MS = ANNOUNCED_FOR_MS + 60_000;

interface MonthRow {
  readonly begins_at: Date;
  readonly ends_at: Date;
}

/** Knows the months of which the history keeps the end only, and how far they are. */
@Injectable()
export class ThinnedMonths {
  private kept: { readonly months: readonly ThinnedMonth[]; readonly until: number } | null = null;

  constructor(private readonly database: Database) {}

  /** As the database has them now, the earliest first. */
  async all(): Promise<readonly ThinnedMonth[]> {
    return this.read('SELECT begins_at, ends_at FROM thinned_month ORDER BY begins_at');
  }

  /** As they were within the last minute. */
  async known(): Promise<readonly ThinnedMonth[]> {
    if (!this.kept || this.kept.until < performance.now())
      this.kept = { months: await this.all(), until: performance.now() + ANNOUNCED_FOR_MS };
    return this.kept.months;
  }

  /** Adds months, in the open transaction. */
  async announce(months: readonly ThinnedMonth[], at: Date): Promise<void> {
    for (const { beginsAt, endsAt } of months)
      await this.database.write('INSERT INTO thinned_month (begins_at, ends_at, announced_at) VALUES (?, ?, ?)', [
        ...[beginsAt, endsAt],
        at,
      ]);
  }

  /** Months before a moment that every instance has heard of and that have not been thinned, the earliest first. */
  due(until: Date): Promise<readonly ThinnedMonth[]> {
    return this.read(
      'SELECT begins_at, ends_at FROM thinned_month WHERE thinned_at IS NULL AND ends_at <= ?' +
        ' AND announced_at <= UTC_TIMESTAMP(3) - INTERVAL ? MICROSECOND ORDER BY begins_at',
      [until, SPARED_MS * 1_000],
    );
  }

  /** Notes that versions of the month are about to go, in the open transaction; false when the month was withdrawn. */
  async begin({ beginsAt }: ThinnedMonth, at: Date): Promise<boolean> {
    const text = 'UPDATE thinned_month SET begun_at = COALESCE(begun_at, ?) WHERE begins_at = ?';
    await this.database.write(text, [at, beginsAt]);
    const row = await this.database.one('SELECT begun_at FROM thinned_month WHERE begins_at = ?', [beginsAt]);
    return row !== null;
  }

  /** Notes that nothing of the month is left to thin, in the open transaction. */
  async finish({ beginsAt }: ThinnedMonth, at: Date): Promise<void> {
    await this.database.write('UPDATE thinned_month SET thinned_at = ? WHERE begins_at = ?', [at, beginsAt]);
  }

  /** Takes back the announcement of months after a moment of which nothing has gone yet; tells how many. */
  withdraw(after: Date): Promise<number> {
    return this.database.write('DELETE FROM thinned_month WHERE begun_at IS NULL AND ends_at > ?', [after]);
  }

  private async read(text: string, params: readonly unknown[] = []): Promise<readonly ThinnedMonth[]> {
    const rows = await this.database.rows<MonthRow>(text, params);
    return rows.map(({ begins_at: beginsAt, ends_at: endsAt }) => ({ beginsAt, endsAt }));
  }
}

/** The month in which the moment lies; null when its history is whole. */
export function monthAround(months: readonly ThinnedMonth[], moment: Date): ThinnedMonth | null {
  return months.find(({ beginsAt, endsAt }) => beginsAt <= moment && moment < endsAt) ?? null;
}

/** The one moment of the month that can still be asked: its last millisecond. */
export function endOf({ endsAt }: ThinnedMonth): Date {
  return new Date(endsAt.getTime() - 1);
}
