import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

/** State of an event whose handlers failed too often, and of one that waits. */
const DEAD = 2;
const WAITING = 0;

/** Events that were given up and wait for a person. */
@Injectable()
export class DeadLetters {
  constructor(private readonly database: Database) {}

  /** Puts them back into the queue, as fresh as on their first day; tells how many. */
  retry(): Promise<number> {
    return this.database.write(
      `UPDATE outbox_event SET state = ${WAITING}, attempts = 0, due_at = NULL WHERE state = ${DEAD}`,
    );
  }
}
