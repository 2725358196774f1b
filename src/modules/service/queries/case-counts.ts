import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';

/** How a customer's service stands, for other modules' rules. */
export interface CustomerCaseCounts {
  readonly customerId: string;
  /** Cases that are not closed. */
  readonly open: number;
  readonly openComplaints: number;
  /** Complaints opened since the asked moment, closed ones too. */
  readonly recentComplaints: number;
}

/** Counts cases for rules of the system; it asks for nobody and is never shown as it is. */
@Injectable()
export class CaseCounts {
  constructor(private readonly database: Database) {}

  /** Counts for the customers that have cases. */
  async ofCustomers(customerIds: readonly string[], since: Date): Promise<CustomerCaseCounts[]> {
    if (customerIds.length === 0) return [];
    const rows = await this.database.rows<
      Record<'customerId' | 'openCases' | 'openComplaints' | 'recentComplaints', string>
    >(
      `SELECT customer_id AS customerId, COUNT(CASE WHEN state <> 'CLOSED' THEN 1 END) AS openCases,
         COUNT(CASE WHEN state <> 'CLOSED' AND kind = 'COMPLAINT' THEN 1 END) AS openComplaints,
         COUNT(CASE WHEN kind = 'COMPLAINT' AND opened_at >= ? THEN 1 END) AS recentComplaints
       FROM service_case WHERE customer_id IN (${customerIds.map(() => '?').join(',')}) AND deleted_at IS NULL
       GROUP BY customer_id ORDER BY customer_id`,
      [since, ...customerIds],
    );
    return rows.map(({ customerId, openCases, openComplaints, recentComplaints }) => ({
      customerId,
      open: Number(openCases),
      openComplaints: Number(openComplaints),
      recentComplaints: Number(recentComplaints),
    }));
  }
}
