import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRecordTable, dropTables } from '../kernel/database/table-builder.js';

/** Churn: fitted models, scans, warnings with their figures, the guard row per customer, and the view for reports. */
export class Churn1763769600010 implements MigrationInterface {
  name = 'Churn1763769600010';

  async up(runner: QueryRunner): Promise<void> {
    await models(runner);
    await warnings(runner);
    await createRecordTable(runner, {
      name: 'churn_spell',
      tracked: false,
      columns: ['spell date NOT NULL', 'open_warning_id bigint NULL'],
      indexes: { ix_churn_spell_open: ['open_warning_id', 'id'] },
    });
    await runner.query(
      `CREATE OR REPLACE SQL SECURITY INVOKER VIEW fact_churn_warning AS
       SELECT w.id, w.customer_id, w.customer_name, w.owner_id, w.department_id, w.state, w.outcome, w.close_reason, w.score,
         w.value_at_risk, w.raised_on, w.closed_on,
         CASE WHEN w.state = 'CLOSED' THEN 0 ELSE 1 END AS is_open, CASE WHEN w.state = 'CLOSED' THEN 1 ELSE 0 END AS is_closed,
         CASE WHEN w.acted_at IS NULL THEN 0 ELSE 1 END AS is_acted, CASE WHEN w.outcome = 'KEPT' THEN 1 ELSE 0 END AS is_kept,
         CASE WHEN w.outcome = 'LOST' THEN 1 ELSE 0 END AS is_lost,
         CASE WHEN w.outcome = 'FALSE_ALARM' THEN 1 ELSE 0 END AS is_false_alarm
       FROM churn_warning w WHERE w.deleted_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW IF EXISTS fact_churn_warning');
    await dropTables(runner, ['churn_model', 'churn_scan', 'churn_warning', 'churn_spell']);
  }
}

async function models(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'churn_model',
    tracked: true,
    columns: [
      'fitted_at datetime(3) NOT NULL',
      'basis char(64) NOT NULL',
      'r double NOT NULL',
      'alpha double NOT NULL',
      'a double NOT NULL',
      'b double NOT NULL',
      'log_likelihood double NOT NULL',
      'customers int NOT NULL',
      'repeat_customers int NOT NULL',
      'converged tinyint(1) NOT NULL',
      'horizon_days int NOT NULL',
      'horizon_source varchar(10) NOT NULL',
      'threshold double NOT NULL',
      'back_test json NULL',
      'winner varchar(10) NULL',
    ],
  });
  await createRecordTable(runner, {
    name: 'churn_scan',
    tracked: true,
    columns: ['threshold double NOT NULL', 'account json NULL', 'finished_at datetime(3) NULL'],
  });
}

async function warnings(runner: QueryRunner): Promise<void> {
  await createRecordTable(runner, {
    name: 'churn_warning',
    tracked: true,
    columns: [
      'customer_id bigint NOT NULL',
      'customer_name varchar(200) NOT NULL',
      'owner_id bigint NOT NULL',
      'department_id bigint NOT NULL',
      'state varchar(10) NOT NULL',
      'score double NOT NULL',
      'threshold double NOT NULL',
      'horizon_days int NOT NULL',
      'silent_days int NOT NULL',
      'own_gap_median_days double NULL',
      'purchases int NOT NULL',
      'first_purchase_on date NOT NULL',
      'last_purchase_on date NOT NULL',
      'value_at_risk decimal(18,2) NOT NULL',
      'reasons json NOT NULL',
      'model_id bigint NOT NULL',
      'raised_at datetime(3) NOT NULL',
      'raised_on date NOT NULL',
      'action varchar(1000) NULL',
      'action_owner_id bigint NULL',
      'action_due_on date NULL',
      'acted_at datetime(3) NULL',
      'acted_by bigint NULL',
      'outcome varchar(15) NULL',
      'close_reason varchar(20) NULL',
      'close_note varchar(1000) NULL',
      'closed_at datetime(3) NULL',
      'closed_on date NULL',
      'closed_by bigint NULL',
    ],
    indexes: {
      ix_churn_warning_owner: ['owner_id', 'deleted_at', 'raised_at', 'id'],
      ix_churn_warning_department: ['department_id', 'deleted_at', 'raised_at', 'id'],
      ix_churn_warning_customer: ['customer_id', 'deleted_at', 'raised_at', 'id'],
      ix_churn_warning_raised: ['deleted_at', 'raised_at', 'id'],
      ix_churn_warning_state: ['deleted_at', 'state', 'score', 'id'],
      ix_churn_warning_score: ['deleted_at', 'score', 'id'],
      ix_churn_warning_value: ['deleted_at', 'value_at_risk', 'id'],
    },
  });
}
