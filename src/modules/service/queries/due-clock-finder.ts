import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';

const BATCH = 100;

/** Finds the cases whose first-response clock has something to tell; each question is one range of an index. */
@Injectable()
export class DueClockFinder {
  constructor(private readonly database: Database) {}

  /** Ids of up to 200 cases, the longest due first. */
  async due(now: Date): Promise<string[]> {
    const warn = await this.database.rows<{ id: string }>(
      `SELECT id FROM service_case WHERE first_responded_at IS NULL AND first_response_warned_at IS NULL
       AND first_response_warn_at <= ? AND deleted_at IS NULL ORDER BY first_response_warn_at, id LIMIT ${BATCH}`,
      [now],
    );
    const breach = await this.database.rows<{ id: string }>(
      `SELECT id FROM service_case WHERE first_responded_at IS NULL AND first_response_breached_at IS NULL
       AND first_response_due_at <= ? AND deleted_at IS NULL ORDER BY first_response_due_at, id LIMIT ${BATCH}`,
      [now],
    );
    return [...new Set([...breach, ...warn].map(({ id }) => id))];
  }
}
