import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyDay, companyDayJoin, notDeleted } from '../kernel/database/fact-view-sql.js';

/**
 * Views over customers and interactions for reports: no deleted rows, days of the company's zone, the columns of the scope. Work with a
 * customer that was deleted since still counts, without the customer's name; outer joins fall away where a report does not use them.
 */
export class CustomersFacts1763769600008 implements MigrationInterface {
  name = 'CustomersFacts1763769600008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE OR REPLACE SQL SECURITY INVOKER VIEW fact_customer AS
       SELECT c.id, c.owner_id, c.department_id, c.name, c.kind, c.tier, c.lifecycle, c.source, c.industry, c.country,
         c.province, c.city, c.employees, ${companyDay('c.created_at', 'd')} AS added_on
       FROM customer c ${companyDayJoin('c.created_at', 'd')} WHERE ${notDeleted('c')}`,
    );
    await runner.query(
      `CREATE OR REPLACE SQL SECURITY INVOKER VIEW fact_interaction AS
       SELECT i.id, i.customer_id, c.owner_id, c.department_id, i.author_id, i.channel, i.follow_up_on,
         CASE WHEN i.follow_up_on IS NULL THEN 0 ELSE 1 END AS has_follow_up,
         c.name AS customer_name, c.tier AS customer_tier, c.industry AS customer_industry,
         ${companyDay('i.happened_at', 'd')} AS happened_on
       FROM interaction i LEFT JOIN customer c ON c.id = i.customer_id AND c.deleted_at IS NULL
       ${companyDayJoin('i.happened_at', 'd')} WHERE ${notDeleted('i')}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW IF EXISTS fact_interaction');
    await runner.query('DROP VIEW IF EXISTS fact_customer');
  }
}
