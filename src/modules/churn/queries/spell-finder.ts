import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import type { OpenWarning } from '../domain/churn-candidate.js';

/** A customer's guard row as a scan reads it. */
export interface SpellView {
  readonly customerId: string;
  readonly spell: string;
  readonly openWarningId: string | null;
  /** The open warning as it stands; null when none is open. */
  readonly open: OpenWarning | null;
}

type SpellRow = Omit<SpellView, 'open'> & { [K in keyof OpenWarning]: OpenWarning[K] };

const PAGE = 5_000;

/** Reads the guard rows of customers. */
@Injectable()
export class SpellFinder {
  constructor(private readonly database: Database) {}

  /** Of these customers, by customer. */
  async of(customerIds: readonly string[]): Promise<Map<string, SpellView>> {
    if (customerIds.length === 0) return new Map();
    const rows = await this.database.rows<SpellRow>(
      `SELECT s.id AS customerId, s.spell, s.open_warning_id AS openWarningId, w.threshold, w.score, w.horizon_days AS horizonDays,
         w.silent_days AS silentDays, w.purchases, w.own_gap_median_days AS ownGapMedianDays, w.value_at_risk AS valueAtRisk,
         w.customer_name AS customerName, w.owner_id AS ownerId, w.department_id AS departmentId
       FROM churn_spell s LEFT JOIN churn_warning w ON w.id = s.open_warning_id
       WHERE s.id IN (${customerIds.map(() => '?').join(',')}) AND s.deleted_at IS NULL`,
      customerIds,
    );
    return new Map(
      rows.map(({ customerId, spell, openWarningId, ...open }) => [
        customerId,
        { customerId, spell, openWarningId, open: openWarningId === null ? null : open },
      ]),
    );
  }

  /** Every customer with an open warning. */
  async openCustomerIds(): Promise<string[]> {
    const found: string[] = [];
    for (;;) {
      const rows = await this.database.rows<{ id: string }>(
        `SELECT id FROM churn_spell WHERE id > ? AND open_warning_id IS NOT NULL AND deleted_at IS NULL ORDER BY id LIMIT ${PAGE}`,
        [found.at(-1) ?? '0'],
      );
      found.push(...rows.map(({ id }) => id));
      if (rows.length < PAGE) return found;
    }
  }
}
