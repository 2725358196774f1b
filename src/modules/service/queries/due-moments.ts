import { Injectable } from '@nestjs/common';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { type ResponseTarget, WARN_SHARE } from '../domain/first-response-clock.js';
import type { ServiceClockName } from '../domain/service-enums.js';

/** Turns limits in minutes into moments, by the company's calendar. */
@Injectable()
export class DueMoments {
  constructor(private readonly calendar: CompanyCalendar) {}

  /** When that many minutes of the clock have passed. */
  async after(from: Date, minutes: number, clock: ServiceClockName): Promise<Date> {
    return clock === 'NATURAL'
      ? this.calendar.addNaturalMinutes(from, minutes)
      : this.calendar.addWorkingMinutes(from, minutes);
  }

  /** When the first response is due, and when to warn. */
  async firstResponse(
    from: Date,
    { minutes, clock }: ResponseTarget,
  ): Promise<{ firstResponseWarnAt: Date; firstResponseDueAt: Date }> {
    return {
      firstResponseWarnAt: await this.after(from, minutes * WARN_SHARE, clock),
      firstResponseDueAt: await this.after(from, minutes, clock),
    };
  }

  /** The moment by the company's clocks, such as `2026-11-22 14:00`. */
  textOf(moment: Date): string {
    const style = { dateStyle: 'short', timeStyle: 'short' } as const;
    return new Intl.DateTimeFormat('sv-SE', { ...style, timeZone: this.calendar.zone }).format(moment);
  }

  /** The company's day of a moment. */
  dayOf(moment: Date): string {
    return this.calendar.dayOf(moment);
  }
}
