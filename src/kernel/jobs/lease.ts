import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { faultOf } from '../database/retryable.js';

/** A lease that this process holds; `fence` grows with each change of holder. */
export interface HeldLease {
  readonly name: string;
  readonly fence: number;
}

/** Rows that make one instance at a time the worker for something: holder, end, fencing number. */
@Injectable()
export class Leases {
  private readonly holder = randomUUID();

  constructor(private readonly database: Database) {}

  /** Takes or renews the lease for that many seconds; null while another instance holds it. The database's clock counts. */
  async take(name: string, seconds: number): Promise<HeldLease | null> {
    await this.ensureRow(name);
    const renewed = await this.database.write(
      'UPDATE lease SET until = DATE_ADD(UTC_TIMESTAMP(3), INTERVAL ? SECOND) WHERE name = ? AND holder = ? AND until > UTC_TIMESTAMP(3)',
      [seconds, name, this.holder],
    );
    if (renewed === 0) {
      const taken = await this.database.write(
        'UPDATE lease SET holder = ?, fence = fence + 1, until = DATE_ADD(UTC_TIMESTAMP(3), INTERVAL ? SECOND) WHERE name = ? AND until <= UTC_TIMESTAMP(3)',
        [this.holder, seconds, name],
      );
      if (taken === 0) return null;
    }
    const row = await this.database.one<{ fence: string }>('SELECT fence FROM lease WHERE name = ? AND holder = ?', [
      name,
      this.holder,
    ]);
    return row ? { name, fence: Number(row.fence) } : null;
  }

  /** Gives the lease back, so that another instance need not wait for its end. */
  async release(lease: HeldLease): Promise<void> {
    await this.database.write('UPDATE lease SET until = UTC_TIMESTAMP(3) WHERE name = ? AND holder = ? AND fence = ?', [
      lease.name,
      this.holder,
      lease.fence,
    ]);
  }

  private async ensureRow(name: string): Promise<void> {
    if (await this.database.one('SELECT name FROM lease WHERE name = ?', [name])) return;
    try {
      await this.database.write(
        "INSERT INTO lease (name, holder, fence, until) VALUES (?, '', 0, '2000-01-01 00:00:00.000')",
        [name],
      );
    } catch (error) {
      if (faultOf(error) !== 'duplicate') throw error;
    }
  }
}
