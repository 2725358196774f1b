import { Injectable } from '@nestjs/common';
import { reachOf } from '../../../kernel/access/readable.js';
import type { DataScope } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { CUSTOMER } from '../../customers/index.js';
import type { WarnedCustomer } from '../domain/churn-warning.js';

/** Finds the customers that a scan may write about: those in its scope that are not deleted. */
@Injectable()
export class WarnedCustomers {
  constructor(private readonly database: Database) {}

  /** By id; deleted customers and those out of reach are missing. */
  async inScope(scope: DataScope, ids: readonly string[]): Promise<Map<string, WarnedCustomer>> {
    if (ids.length === 0) return new Map();
    const reach = reachOf(scope, CUSTOMER, 't');
    const rows = await this.database.rows<WarnedCustomer>(
      `SELECT t.id, t.name, t.owner_id AS ownerId, t.department_id AS departmentId FROM customer t
       WHERE t.id IN (${ids.map(() => '?').join(',')}) AND t.deleted_at IS NULL AND ${reach.text}`,
      [...ids, ...reach.params],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
