import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { calendarDays, daysBetween, kindOfDay } from './calendar-days.js';
import { addDays, dayOf, momentAt } from './calendar-moments.js';
import { CalendarTable } from './calendar-table.js';
import { workingTimeAfter, WORKING_HOURS } from './calendar-working-time.js';
import { Clock } from './clock.js';
import { COMPANY, type CompanySettings } from './company.js';

const YEARS_BACK = 10;
const YEARS_AHEAD = 3;
/** Days looked at beyond the working days themselves: the longest run of holidays and weekends, with room. */
const SPARE_DAYS = 20;
const MINUTE_MS = 60_000;

/** The company's days and working time: one zone for everybody. */
@Injectable()
export class CompanyCalendar implements OnModuleInit {
  constructor(
    private readonly table: CalendarTable,
    private readonly clock: Clock,
    @Inject(COMPANY) private readonly company: CompanySettings,
  ) {}

  /** The calendar is there before the first request. */
  async onModuleInit(): Promise<void> {
    await this.ensureFilled();
  }

  /** IANA name of the company's zone. */
  get zone(): string {
    return this.company.zone;
  }

  /** ISO 4217 code of the currency that measures add up. */
  get currency(): string {
    return this.company.currency;
  }

  /** The company's day of now, as `YYYY-MM-DD`. */
  today(): string {
    return this.dayOf(this.clock.now());
  }

  dayOf(moment: Date): string {
    return dayOf(moment, this.zone);
  }

  /** First moment of a day; the last one before `startOf` the next. Throws RangeError. */
  startOf(day: string): Date {
    return momentAt(day, '00:00', this.zone);
  }

  /** Writes the days from `from` to `to`, both included, where they are missing or differ; tells how many. */
  async fill(from: string, to: string): Promise<number> {
    return this.table.put(calendarDays(from, to, this.zone));
  }

  /** Fills ten years back to three ahead, in whole years; one count tells whether there is anything to do. Announced holidays come with a newer chinese-days. */
  async ensureFilled(): Promise<number> {
    const year = Number(this.today().slice(0, 4));
    const [from, to] = [`${year - YEARS_BACK}-01-01`, `${year + YEARS_AHEAD}-12-31`];
    const stored = await this.table.tally(from, to);
    const kinds = daysBetween(from, to).map(kindOfDay);
    const whole =
      stored.days === kinds.length &&
      stored.working === kinds.filter(({ working }) => working).length &&
      stored.holidays === kinds.filter(({ holiday }) => holiday !== null).length &&
      stored.utcFrom?.getTime() === this.startOf(from).getTime() &&
      stored.utcTo?.getTime() === this.startOf(addDays(to, 1)).getTime();
    return whole ? 0 : this.fill(from, to);
  }

  /** The moment by which so many minutes of office hours on working days have passed. Throws when the calendar ends before. */
  async addWorkingMinutes(from: Date, minutes: number): Promise<Date> {
    const first = this.dayOf(from);
    for (let count = Math.ceil(minutes / WORKING_HOURS.minutesPerDay) + SPARE_DAYS; ; count *= 2) {
      const days = await this.table.daysFrom(first, count);
      const moment = workingTimeAfter(days, from, minutes, this.zone);
      if (moment) return moment;
      if (days.length < count)
        throw new Error(`The calendar ends less than ${minutes} working minutes after ${first}.`);
    }
  }

  /** The same for minutes that run day and night. */
  addNaturalMinutes(from: Date, minutes: number): Date {
    return new Date(from.getTime() + minutes * MINUTE_MS);
  }
}
