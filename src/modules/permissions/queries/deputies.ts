import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { Clock } from '../../../kernel/runtime/clock.js';

/** Who stands in for whom at this moment. */
@Injectable()
export class Deputies {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Those who act in the place of these people and can sign in. */
  async of(principalIds: readonly string[]): Promise<string[]> {
    if (principalIds.length === 0) return [];
    const now = this.clock.now();
    const rows = await this.database.rows<{ id: string }>(
      `SELECT DISTINCT s.id FROM deputy d JOIN person p ON p.id = d.principal_id AND p.active = 1 AND p.deleted_at IS NULL
       JOIN person s ON s.id = d.deputy_id AND s.active = 1 AND s.deleted_at IS NULL
       WHERE d.principal_id IN (${principalIds.map(() => '?').join(',')})
         AND d.ends_at > ? AND d.starts_at <= ? AND d.ended_at IS NULL AND d.deleted_at IS NULL ORDER BY s.id`,
      [...principalIds, now, now],
    );
    return rows.map(({ id }) => id);
  }
}
