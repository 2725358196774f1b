import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ways in which the views were and are written. */
interface Writing {
  /** A fraction with so many digits: unrounded it has as many as the plan of a statement gives it, so an average would differ from plan to plan. */
  readonly fraction: (expression: string, digits: number) => string;
  readonly productId: string;
  readonly joinProduct: string;
}

const BEFORE: Writing = { fraction: (expression) => expression, productId: 'p.id', joinProduct: 'JOIN' };
/** Lines count at moments at which their product was not known yet, as when deals of earlier years were imported. */
const NOW: Writing = {
  fraction: (expression, digits) => `ROUND(${expression}, ${digits})`,
  productId: 'l.product_id',
  joinProduct: 'LEFT JOIN',
};

/** Views over deals: fractions are the same to the last digit whatever the plan, and lines need no product. */
export class OpportunitiesFacts1764288000085 implements MigrationInterface {
  name = 'OpportunitiesFacts1764288000085';

  async up(runner: QueryRunner): Promise<void> {
    for (const view of viewsIn(NOW)) await runner.query(view);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const view of viewsIn(BEFORE)) await runner.query(view);
  }
}

function viewsIn({ fraction, productId, joinProduct }: Writing): string[] {
  const opportunity = `o.id, o.owner_id, o.department_id, o.customer_id, o.customer_name, o.name, o.stage_code,
    o.stage_kind, o.probability, o.amount, o.currency, o.base_amount, o.list_amount,
    ROUND(o.base_amount * o.probability, 2) AS weighted_amount, ${fraction('1 - o.amount / NULLIF(o.list_amount, 0)', 6)} AS discount,
    o.expected_close_on, o.closed_on, o.created_on, o.lost_reason, o.lost_competitor,
    CASE WHEN o.stage_kind = 'WON' THEN 1 ELSE 0 END AS won, CASE WHEN o.stage_kind = 'LOST' THEN 1 ELSE 0 END AS lost,
    CASE WHEN o.stage_kind = 'OPEN' THEN 0 ELSE 1 END AS closed, CASE WHEN o.stage_kind = 'WON' THEN o.base_amount ELSE 0 END AS won_amount,
    CASE WHEN o.stage_kind <> 'OPEN' THEN DATEDIFF(o.closed_on, o.created_on) END AS days_to_close`;
  const customer =
    'c.industry AS customer_industry, c.tier AS customer_tier, c.lifecycle AS customer_lifecycle, c.source AS customer_source';
  const view = (name: string, select: string): string =>
    `CREATE OR REPLACE SQL SECURITY INVOKER VIEW ${name} AS SELECT ${select}`;
  return [
    view(
      'fact_opportunity',
      `${opportunity}, ${customer} FROM opportunity o LEFT JOIN customer c ON c.id = o.customer_id WHERE o.deleted_at IS NULL`,
    ),
    view(
      'fact_opportunity_history',
      `${opportunity}, ${customer}, o.valid_from, o.valid_to FROM opportunity_history o
       LEFT JOIN customer c ON c.id = o.customer_id WHERE o.deleted_at IS NULL`,
    ),
    view(
      'fact_opportunity_line',
      `l.id AS line_id, o.id, o.owner_id, o.department_id, o.customer_id, o.customer_name, o.stage_code, o.stage_kind,
       ${productId} AS product_id, p.code AS product_code, p.name AS product_name, p.series AS product_series, l.quantity, l.amount,
       l.list_amount, l.discount, o.currency, ROUND(l.amount * o.base_amount / NULLIF(o.amount, 0), 2) AS base_amount,
       o.expected_close_on, o.closed_on, o.created_on, CASE WHEN o.stage_kind = 'WON' THEN 1 ELSE 0 END AS won
       FROM opportunity_line l JOIN opportunity o ON o.id = l.opportunity_id ${joinProduct} product p ON p.id = l.product_id
       WHERE l.deleted_at IS NULL AND o.deleted_at IS NULL`,
    ),
    view(
      'fact_stage_entry',
      `e.id AS entry_id, o.id, o.owner_id, o.department_id, o.customer_id, o.customer_name, e.stage_code, e.stage_kind,
       s.position AS stage_position, e.entered_on, e.entered_at, e.left_at,
       ${fraction('TIMESTAMPDIFF(SECOND, e.entered_at, e.left_at) / 86400', 4)} AS days_in_stage, e.actor_id, o.base_amount,
       o.stage_kind AS outcome
       FROM stage_entry e JOIN opportunity o ON o.id = e.opportunity_id
       LEFT JOIN stage s ON s.model_id = e.stage_model_id AND s.code = e.stage_code
       WHERE e.deleted_at IS NULL AND o.deleted_at IS NULL`,
    ),
  ];
}
