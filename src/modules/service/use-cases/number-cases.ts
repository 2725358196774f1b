import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import type { Work } from '../../../kernel/database/work.js';
import { ServiceDay } from '../domain/service-day.js';

/** Gives out case numbers: writers of one day queue at its row for the short rest of their transaction; gaps mean nothing. */
@Injectable()
export class NumberCases {
  constructor(private readonly database: Database) {}

  /** The next number of the day; call it before anything else is added to the work. */
  async next(work: Work, day: string): Promise<string> {
    const id = ServiceDay.idOf(day);
    await this.database.rows('SELECT id FROM service_day WHERE id = ? FOR UPDATE', [id]);
    const counter = (await work.fetchUnscoped(ServiceDay, id)) ?? (await this.begin(work, day));
    const number = counter.next();
    work.save(counter);
    return number;
  }

  /** Two first cases of a day meet on the row's key; the later one starts again and finds the row. */
  private async begin(work: Work, day: string): Promise<ServiceDay> {
    const counter = work.add(ServiceDay.of(day));
    await flushUnique(work);
    return counter;
  }
}
