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

  /** Every grant of the record that was not taken back, those that spread to it from the record above, and what owning that one gives. */
  async of({ granted, above }: PlacedRecord): Promise<NamedAccess[]> {
    const spread = above ? ' OR (g.kind = ? AND g.record_id = ? AND g.spreads = 1)' : '';
    const rows = await this.database.rows<Omit<NamedAccess, 'counts'> & { counts: number }>(
      `SELECT g.person_id AS personId, g.level, g.until, g.cause, (g.until IS NULL OR g.until > UTC_TIMESTAMP(3)) AS counts
       FROM record_grant g WHERE ((g.kind = ? AND g.record_id = ?)${spread}) AND g.deleted_at IS NULL ORDER BY g.id`,
      [granted.kind, granted.id, ...(above ? [above.kind, above.id] : [])],
    );
    const found = rows.map((row) => ({ ...row, counts: Boolean(row.counts) }));
    return above?.ownerId ? [...found, ownerAbove(above.kind, above.ownerId)] : found;
  }
}

/** The owner of the record above reads what belongs to it. */
function ownerAbove(kind: string, personId: string): NamedAccess {
  return { personId, level: 'read', until: null, cause: `${kind}.owner`, counts: true };
}
