import { Column } from 'typeorm';
import { StoredRecord } from '../database/record-kind.js';

/** A failure may be the database's or the process's; one that comes back each time is the run's own. */
export const MOST_TRIES = 3;

/** One run of a bulk job: a record that tells how far it is; each transaction moves it on together with what it wrote. */
export abstract class BulkRun extends StoredRecord {
  /** How often work on it has begun since it last got further. */
  @Column({ type: 'int', default: 0 })
  tries: number;

  /** Whether there is still work to do on it. */
  abstract get open(): boolean;

  /** Work begins, at the start or where it stopped; false: it has come to nothing too often, one more time would not help. */
  takeUp(): boolean {
    if (this.hopeless) return false;
    this.tries += 1;
    return true;
  }

  get hopeless(): boolean {
    return this.tries >= MOST_TRIES;
  }
}
