import { Injectable } from '@nestjs/common';
import type { GrantLevel } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import type { PlacedRecord } from '../../../kernel/lists/placed-records.js';

/** Somebody's access to a record by name, whether it counts now or not. */
export interface NamedAccess {
  readonly personId: string;
  readonly level: GrantLevel;
  readonly until: Date | null;
  readonly cause: string;
  readonly counts: boolean;
}

/** Finds who was given access to a record by name. */
@Injectable()
export class NamedAccesses {
  constructor(private readonly database: Database) {}

  /** Every grant of the record that was not taken back. */
  async of({ granted }: PlacedRecord): Promise<NamedAccess[]> {
    const rows = await this.database.rows<Omit<NamedAccess, 'counts'> & { counts: number }>(
      `SELECT g.person_id AS personId, g.level, g.until, g.cause, (g.until IS NULL OR g.until > UTC_TIMESTAMP(3)) AS counts
       FROM record_grant g WHERE g.kind = ? AND g.record_id = ? AND g.deleted_at IS NULL ORDER BY g.id`,
      [granted.kind, granted.id],
    );
    return rows.map((row) => ({ ...row, counts: Boolean(row.counts) }));
  }
}
