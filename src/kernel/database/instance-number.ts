import { randomUUID } from 'node:crypto';
import { faultOf } from './retryable.js';
import type { Database } from './database.js';
import { INSTANCE_LIMIT } from './ids.js';

const LEASE_SECONDS = 600;
const RENEW_MS = 120_000;

/** Leases this process's number, which keeps its ids apart from other instances'. Stays leased until `stop`. */
export async function leaseInstanceNumber(database: Database): Promise<{ number: number; stop: () => Promise<void> }> {
  const holder = randomUUID();
  const number = await takeNumber(database, holder);
  const timer = setInterval(() => {
    void database
      .write('UPDATE instance_number SET until = DATE_ADD(UTC_TIMESTAMP(3), INTERVAL ? SECOND) WHERE number = ? AND holder = ?', [
        LEASE_SECONDS,
        number,
        holder,
      ])
      .catch(() => undefined);
  }, RENEW_MS).unref();
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await database
      .write('UPDATE instance_number SET until = UTC_TIMESTAMP(3) WHERE number = ? AND holder = ?', [number, holder])
      .catch(() => undefined);
  };
  return { number, stop };
}

async function takeNumber(database: Database, holder: string): Promise<number> {
  const free = await database.rows<{ number: number }>(
    'SELECT number FROM instance_number WHERE until <= UTC_TIMESTAMP(3) ORDER BY number',
  );
  for (const { number } of free) {
    const taken = await database.write(
      `UPDATE instance_number SET holder = ?, until = DATE_ADD(UTC_TIMESTAMP(3), INTERVAL ${LEASE_SECONDS} SECOND) WHERE number = ? AND until <= UTC_TIMESTAMP(3)`,
      [holder, number],
    );
    if (taken === 1) return number;
  }
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
  throw new Error('All 1024 instance numbers are in use.');
}

async function nextNumber(database: Database): Promise<number> {
  const row = await database.one<{ n: number | null }>('SELECT MAX(number) AS n FROM instance_number');
  return row?.n === null || row?.n === undefined ? 0 : row.n + 1;
}
