import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

const TABLES = [
  'stage_model',
  'stage',
  'product',
  'product_price',
  'exchange_rate',
  'opportunity',
  'opportunity_line',
  'stage_entry',
];
const VIEWS = ['fact_opportunity', 'fact_opportunity_history', 'fact_opportunity_line', 'fact_stage_entry'];

/** Deals with lines and stage history, stage models, products with prices, exchange rates, and the views that reports read. */
export class Opportunities1763769600006 implements MigrationInterface {
  name = 'Opportunities1763769600006';

  async up(runner: QueryRunner): Promise<void> {
    await stageTables(runner);
    await productTables(runner);
    await opportunityTable(runner);
    await partTables(runner);
    await runner.query(FACT_OPPORTUNITY);
    await runner.query(FACT_OPPORTUNITY_HISTORY);
    await runner.query(FACT_OPPORTUNITY_LINE);
    await runner.query(FACT_STAGE_ENTRY);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const view of VIEWS) await runner.query(`DROP VIEW IF EXISTS ${view}`);
    await dropTables(runner, TABLES);
  }
}

async function stageTables(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'stage_model',
    tracked: true,
    columns: [
      'code varchar(40) NOT NULL',
      'revision int NOT NULL',
      'name_zh varchar(100) NOT NULL',
      'name_en varchar(100) NOT NULL',
      'active tinyint(1) NOT NULL',
    ],
    indexes: { ix_stage_model_code: ['code', 'revision'] },
  });
  await createRecordTable(runner, {
    name: 'stage',
    tracked: true,
    columns: [
      'model_id bigint NOT NULL',
      'code varchar(40) NOT NULL',
      'name_zh varchar(100) NOT NULL',
      'name_en varchar(100) NOT NULL',
      'position int NOT NULL',
      'probability decimal(5,4) NOT NULL',
      'time_limit_days int NULL',
      'kind varchar(10) NOT NULL',
      'requirements json NOT NULL',
    ],
    indexes: { ix_stage_model: ['model_id', 'position'] },
  });
}

async function productTables(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'product',
    tracked: true,
    columns: [
      'code varchar(60) NOT NULL',
      'name varchar(200) NOT NULL',
      'series varchar(100) NULL',
      'description varchar(2000) NULL',
      'active tinyint(1) NOT NULL',
    ],
    indexes: { ix_product_code: ['code'], ix_product_name: ['deleted_at', 'name', 'id'] },
  });
  await createRecordTable(runner, {
    name: 'product_price',
    tracked: true,
    columns: [
      'product_id bigint NOT NULL',
      'list_price decimal(18,2) NOT NULL',
      'currency char(3) NOT NULL',
      'max_discount decimal(5,4) NOT NULL',
      'effective_from date NOT NULL',
      'effective_to date NULL',
    ],
    indexes: { ix_product_price_product: ['product_id', 'effective_from'] },
  });
  await createRecordTable(runner, {
    name: 'exchange_rate',
    tracked: true,
    columns: ['currency char(3) NOT NULL', 'day date NOT NULL', 'rate decimal(18,8) NOT NULL'],
    indexes: { ix_exchange_rate_day: ['currency', 'day', 'id'], ix_exchange_rate_latest: ['deleted_at', 'day', 'id'] },
  });
}

async function opportunityTable(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'opportunity',
    tracked: true,
    columns: [
      'name varchar(200) NOT NULL',
      'customer_id bigint NULL',
      'customer_name varchar(200) NULL',
      'owner_id bigint NOT NULL',
      'department_id bigint NOT NULL',
      'stage_model_id bigint NOT NULL',
      'stage_code varchar(40) NOT NULL',
      'stage_kind varchar(10) NOT NULL',
      'probability decimal(5,4) NOT NULL',
      'stage_entered_at datetime(3) NOT NULL',
      'amount decimal(18,2) NULL',
      'currency char(3) NOT NULL',
      'base_amount decimal(18,2) NULL',
      'list_amount decimal(18,2) NULL',
      'expected_close_on date NULL',
      'closed_on date NULL',
      'created_on date NOT NULL',
      'lost_reason varchar(20) NULL',
      'lost_competitor varchar(200) NULL',
      'lost_note varchar(2000) NULL',
      'next_step varchar(500) NULL',
      'approval_id bigint NULL',
      'approval_decision varchar(20) NULL',
      'external_key varchar(100) NULL',
      'custom json NOT NULL',
      'search_text varchar(1000) NOT NULL',
    ],
    indexes: {
      ix_opportunity_owner: ['owner_id', 'deleted_at', 'created_at', 'id'],
      ix_opportunity_department: ['department_id', 'deleted_at', 'created_at', 'id'],
      ix_opportunity_customer: ['customer_id', 'deleted_at', 'created_at', 'id'],
      ix_opportunity_created: ['deleted_at', 'created_at', 'id'],
      ix_opportunity_stage: ['deleted_at', 'stage_code', 'base_amount', 'id'],
      ix_opportunity_expected: ['deleted_at', 'expected_close_on', 'id'],
      ix_opportunity_amount: ['deleted_at', 'base_amount', 'id'],
      ix_opportunity_name: ['deleted_at', 'name', 'id'],
      ix_opportunity_closed: ['stage_kind', 'closed_on', 'id'],
      ix_opportunity_external: ['external_key'],
    },
  });
}

async function partTables(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'opportunity_line',
    tracked: true,
    columns: [
      'opportunity_id bigint NOT NULL',
      'position int NOT NULL',
      'product_id bigint NOT NULL',
      'quantity decimal(18,2) NOT NULL',
      'unit_price decimal(18,2) NOT NULL',
      'list_price decimal(18,2) NULL',
      'max_discount decimal(5,4) NULL',
      'amount decimal(18,2) NOT NULL',
      'list_amount decimal(18,2) NULL',
      'discount decimal(12,4) NULL',
    ],
    indexes: {
      ix_opportunity_line_opportunity: ['opportunity_id', 'deleted_at', 'position', 'id'],
      ix_opportunity_line_product: ['product_id', 'deleted_at'],
    },
  });
  await createRecordTable(runner, {
    name: 'stage_entry',
    tracked: false,
    columns: [
      'opportunity_id bigint NOT NULL',
      'stage_model_id bigint NOT NULL',
      'stage_code varchar(40) NOT NULL',
      'stage_kind varchar(10) NOT NULL',
      'entered_at datetime(3) NOT NULL',
      'entered_on date NOT NULL',
      'left_at datetime(3) NULL',
      'actor_id bigint NULL',
    ],
    indexes: {
      ix_stage_entry_opportunity: ['opportunity_id', 'entered_at', 'id'],
      ix_stage_entry_entered: ['entered_on', 'stage_code'],
    },
  });
}

const OPPORTUNITY_FACTS = `o.id, o.owner_id, o.department_id, o.customer_id, o.customer_name, o.name, o.stage_code,
  o.stage_kind, o.probability, o.amount, o.currency, o.base_amount, o.list_amount,
  ROUND(o.base_amount * o.probability, 2) AS weighted_amount, 1 - o.amount / NULLIF(o.list_amount, 0) AS discount,
  o.expected_close_on, o.closed_on, o.created_on, o.lost_reason, o.lost_competitor,
  CASE WHEN o.stage_kind = 'WON' THEN 1 ELSE 0 END AS won, CASE WHEN o.stage_kind = 'LOST' THEN 1 ELSE 0 END AS lost,
  CASE WHEN o.stage_kind = 'OPEN' THEN 0 ELSE 1 END AS closed, CASE WHEN o.stage_kind = 'WON' THEN o.base_amount ELSE 0 END AS won_amount,
  CASE WHEN o.stage_kind <> 'OPEN' THEN DATEDIFF(o.closed_on, o.created_on) END AS days_to_close`;
const CUSTOMER_FACTS =
  'c.industry AS customer_industry, c.tier AS customer_tier, c.lifecycle AS customer_lifecycle, c.source AS customer_source';

/** One row per deal; owner, department and id carry the read scope. */
const FACT_OPPORTUNITY = `CREATE OR REPLACE SQL SECURITY INVOKER VIEW fact_opportunity AS
  SELECT ${OPPORTUNITY_FACTS}, ${CUSTOMER_FACTS} FROM opportunity o LEFT JOIN customer c ON c.id = o.customer_id
  WHERE o.deleted_at IS NULL`;

/** One row per state that a deal ever had, with the interval in which it held; the customer's facts are those of today. */
const FACT_OPPORTUNITY_HISTORY = `CREATE OR REPLACE SQL SECURITY INVOKER VIEW fact_opportunity_history AS
  SELECT ${OPPORTUNITY_FACTS}, ${CUSTOMER_FACTS}, o.valid_from, o.valid_to FROM opportunity_history o
  LEFT JOIN customer c ON c.id = o.customer_id WHERE o.deleted_at IS NULL`;

/** One row per product line; its share of the deal's base amount by its share of the deal's amount. */
const FACT_OPPORTUNITY_LINE = `CREATE OR REPLACE SQL SECURITY INVOKER VIEW fact_opportunity_line AS
  SELECT l.id AS line_id, o.id, o.owner_id, o.department_id, o.customer_id, o.customer_name, o.stage_code, o.stage_kind,
    p.id AS product_id, p.code AS product_code, p.name AS product_name, p.series AS product_series, l.quantity, l.amount,
    l.list_amount, l.discount, o.currency, ROUND(l.amount * o.base_amount / NULLIF(o.amount, 0), 2) AS base_amount,
    o.expected_close_on, o.closed_on, o.created_on, CASE WHEN o.stage_kind = 'WON' THEN 1 ELSE 0 END AS won
  FROM opportunity_line l JOIN opportunity o ON o.id = l.opportunity_id JOIN product p ON p.id = l.product_id
  WHERE l.deleted_at IS NULL AND o.deleted_at IS NULL`;

/** One row per stay of a deal in a stage; the deal's id, owner and department of today carry the read scope. */
const FACT_STAGE_ENTRY = `CREATE OR REPLACE SQL SECURITY INVOKER VIEW fact_stage_entry AS
  SELECT e.id AS entry_id, o.id, o.owner_id, o.department_id, o.customer_id, o.customer_name, e.stage_code, e.stage_kind,
    s.position AS stage_position, e.entered_on, e.entered_at, e.left_at,
    TIMESTAMPDIFF(SECOND, e.entered_at, e.left_at) / 86400 AS days_in_stage, e.actor_id, o.base_amount,
    o.stage_kind AS outcome
  FROM stage_entry e JOIN opportunity o ON o.id = e.opportunity_id
  LEFT JOIN stage s ON s.model_id = e.stage_model_id AND s.code = e.stage_code
  WHERE e.deleted_at IS NULL AND o.deleted_at IS NULL`;
