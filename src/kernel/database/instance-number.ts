import { randomUUID } from 'node:crypto';
import type { Database } from './database.js';
import { IdSource, INSTANCE_LIMIT } from './ids.js';
import { faultOf } from './retryable.js';

const LEASE_SECONDS = 600;
const RENEW_MS = 120_000;
/** A number rests so long before another process takes it: clocks may differ by 5 min, and then ids of both would meet. */
const REST_SECONDS = 600;

/** The ids of this process, kept apart from other instances' by a leased number, until `stop`. */
export interface NumberedIds {
  readonly ids: IdSource;
  stop(): Promise<void>;
}

/** Leases a number and makes the ids under it; a number that was lost meanwhile (a long pause, a long outage) is replaced. */
export async function leaseIds(database: Database, millis: () => number): Promise<NumberedIds> {
  const holder = randomUUID();
  let number = await takeNumber(database, holder);
  const ids = new IdSource(number, millis);
  const renew = async (): Promise<void> => {
    const kept = await database.write(
      'UPDATE instance_number SET until = DATE_ADD(UTC_TIMESTAMP(3), INTERVAL ? SECOND) WHERE number = ? AND holder = ?',
      [LEASE_SECONDS, number, holder],
    );
    if (kept === 1) return;
    number = await takeNumber(database, holder);
    ids.renumber(number);
  };
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_MS).unref();
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await database
      .write('UPDATE instance_number SET until = UTC_TIMESTAMP(3) WHERE number = ? AND holder = ?', [number, holder])
      .catch(() => undefined);
  };
  return { ids, stop };
}

async function takeNumber(database: Database, holder: string): Promise<number> {
  const rested = await takeRested(database, holder, REST_SECONDS);
  if (rested !== null) return rested;
  for (let number = await nextNumber(database); number < INSTANCE_LIMIT; number++) {
    try {
      await database.write(
        `INSERT INTO instance_number (number, holder, until) VALUES (?, ?, DATE_ADD(UTC_TIMESTAMP(3), INTERVAL ${LEASE_SECONDS} SECOND))`,
        [number, holder],
      );
      return number;
    } catch (error) {
      if (faultOf(error) !== 'duplicate') throw error;
    }
  }
  const free = await takeRested(database, holder, 0);
  if (free !== null) return free;
  throw new Error('All 1024 instance numbers are in use.');
}

/** A number whose lease ended that many seconds ago, the longest unused first; null when there is none. */
async function takeRested(database: Database, holder: string, seconds: number): Promise<number | null> {
  const free = await database.rows<{ number: number }>(
    'SELECT number FROM instance_number WHERE until <= DATE_SUB(UTC_TIMESTAMP(3), INTERVAL ? SECOND) ORDER BY until, number',
    [seconds],
  );
  for (const { number } of free) {
    const taken = await database.write(
      `UPDATE instance_number SET holder = ?, until = DATE_ADD(UTC_TIMESTAMP(3), INTERVAL ${LEASE_SECONDS} SECOND)
       WHERE number = ? AND until <= DATE_SUB(UTC_TIMESTAMP(3), INTERVAL ? SECOND)`,
      [holder, number, seconds],
    );
    if (taken === 1) return number;
  }
  return null;
}

async function nextNumber(database: Database): Promise<number> {
  const row = await database.one<{ n: number | null }>('SELECT MAX(number) AS n FROM instance_number');
  return row?.n === null || row?.n === undefined ? 0 : row.n + 1;
}
