import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import type { Work } from '../../../kernel/database/work.js';
import { ServiceDay } from '../domain/service-day.js';

/** Gives out case numbers: writers of one day queue at its row for the short rest of their transaction; gaps mean nothing. */
@Injectable()
export class NumberCases {
  constructor(private readonly database: Database) {}

  async next(work: Work, day: string): Promise<string> {
    const id = ServiceDay.idOf(day);
    await this.database.rows('SELECT id FROM service_day WHERE id = ? FOR UPDATE', [id]);
    const counter = (await work.fetchUnscoped(ServiceDay, id)) ?? work.add(ServiceDay.of(day));
    const number = counter.next();
    work.save(counter);
    return number;
  }
}
