import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { CalendarDay } from './calendar-days.js';

/** What tells at a glance whether a stretch of the calendar is filled as it should be. */
export interface CalendarTally {
  readonly days: number;
  readonly working: number;
  readonly holidays: number;
  /** First moment of the first day, and last of the last; null when there is none. */
  readonly utcFrom: Date | null;
  readonly utcTo: Date | null;
}

interface DayRow {
  date: string;
  utc_from: Date;
  utc_to: Date;
  working: number;
  holiday: string | null;
}

const BATCH = 200;

/** The calendar_day table. */
@Injectable()
export class CalendarTable {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Days from `from` on, oldest first. */
  async daysFrom(from: string, limit: number): Promise<CalendarDay[]> {
    const rows = await this.database.rows<DayRow>(
      `SELECT date, utc_from, utc_to, working, holiday FROM calendar_day WHERE date >= ? ORDER BY date LIMIT ${Math.trunc(limit)}`,
      [from],
    );
    return rows.map(({ date, utc_from: utcFrom, utc_to: utcTo, working, holiday }) => ({
      date,
      utcFrom,
      utcTo,
      working: working === 1,
      holiday,
    }));
  }

  /** Counts the days from `from` to `to`. */
  async tally(from: string, to: string): Promise<CalendarTally> {
    const row = await this.database.one<{
      days: string;
      working: string | null;
      holidays: string;
      utc_from: Date | null;
      utc_to: Date | null;
    }>(
      `SELECT COUNT(*) AS days, SUM(working) AS working, COUNT(holiday) AS holidays, MIN(utc_from) AS utc_from, MAX(utc_to) AS utc_to
       FROM calendar_day WHERE date BETWEEN ? AND ?`,
      [from, to],
    );
    return {
      days: Number(row?.days ?? 0),
      working: Number(row?.working ?? 0),
      holidays: Number(row?.holidays ?? 0),
      utcFrom: row?.utc_from ?? null,
      utcTo: row?.utc_to ?? null,
    };
  }

  /** Inserts the days that are missing and updates those that differ; tells how many it wrote. Two instances may do it at once. */
  async put(days: readonly CalendarDay[]): Promise<number> {
    let written = 0;
    for (let at = 0; at < days.length; at += BATCH) {
      const batch = days.slice(at, at + BATCH);
      const stored = new Map((await this.daysFrom(batch[0]?.date ?? '', batch.length)).map((day) => [day.date, day]));
      const changed = batch.filter((day) => !sameDay(day, stored.get(day.date)));
      if (changed.length > 0) await this.write(changed);
      written += changed.length;
    }
    return written;
  }

  private async write(days: readonly CalendarDay[]): Promise<void> {
    await this.unitOfWork.run({ actor: null, action: 'calendar.fill' }, async () => {
      await this.database.write(
        `INSERT INTO calendar_day (date, utc_from, utc_to, working, holiday) VALUES ${days.map(() => '(?, ?, ?, ?, ?)').join(', ')}
         ON DUPLICATE KEY UPDATE utc_from = VALUES(utc_from), utc_to = VALUES(utc_to), working = VALUES(working), holiday = VALUES(holiday)`,
        days.flatMap(({ date, utcFrom, utcTo, working, holiday }) => [date, utcFrom, utcTo, working ? 1 : 0, holiday]),
      );
      return null;
    });
  }
}

function sameDay(a: CalendarDay, b: CalendarDay | undefined): boolean {
  return (
    a.utcFrom.getTime() === b?.utcFrom.getTime() &&
    a.utcTo.getTime() === b.utcTo.getTime() &&
    a.working === b.working &&
    a.holiday === b.holiday
  );
}
