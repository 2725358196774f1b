import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex } from '../kernel/database/table-builder.js';

/** Tracked tables: what changed between two moments is found by when versions began. */
const TRACKED = [
  'account_application',
  'account_link',
  'approval',
  'approval_process',
  'approval_task',
  'churn_model',
  'churn_scan',
  'churn_warning',
  'contact',
  'credential',
  'customer',
  'department',
  'deputy',
  'exchange_rate',
  'handover',
  'interaction',
  'job_position',
  'opportunity',
  'opportunity_line',
  'person',
  'person_department',
  'product',
  'product_price',
  'record_grant',
  'role',
  'role_membership',
  'second_factor',
  'service_case',
  'service_entry',
  'service_process',
  'service_step',
  'stage',
  'stage_model',
];

/** What lists and relations are asked by, in the past as now. */
const ASKED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  customer: {
    ix_customer_owner_past: ['owner_id', 'deleted_at', 'name', 'id', 'valid_from'],
    ix_customer_department_past: ['department_id', 'deleted_at', 'name', 'id', 'valid_from'],
    ix_customer_name_past: ['deleted_at', 'name', 'id', 'valid_from'],
    ix_customer_created_past: ['deleted_at', 'created_at', 'id', 'valid_from'],
    ix_customer_parent_past: ['parent_id', 'valid_from'],
  },
  contact: {
    ix_contact_customer_past: ['customer_id', 'deleted_at', 'name', 'id', 'valid_from'],
    ix_contact_name_past: ['deleted_at', 'name', 'id', 'valid_from'],
  },
  interaction: {
    ix_interaction_customer_past: ['customer_id', 'deleted_at', 'happened_at', 'id', 'valid_from'],
    ix_interaction_happened_past: ['deleted_at', 'happened_at', 'id', 'valid_from'],
  },
  opportunity: {
    ix_opportunity_owner_past: ['owner_id', 'deleted_at', 'created_at', 'id', 'valid_from'],
    ix_opportunity_department_past: ['department_id', 'deleted_at', 'created_at', 'id', 'valid_from'],
    ix_opportunity_customer_past: ['customer_id', 'deleted_at', 'created_at', 'id', 'valid_from'],
    ix_opportunity_created_past: ['deleted_at', 'created_at', 'id', 'valid_from'],
    ix_opportunity_name_past: ['deleted_at', 'name', 'id', 'valid_from'],
    ix_opportunity_stage_past: ['deleted_at', 'stage_code', 'base_amount', 'id', 'valid_from'],
  },
  opportunity_line: {
    ix_opportunity_line_opportunity_past: ['opportunity_id', 'deleted_at', 'position', 'id', 'valid_from'],
  },
  product_price: {
    ix_product_price_product_past: ['product_id', 'effective_from', 'valid_from'],
  },
  approval: {
    ix_approval_record_past: ['record_kind', 'record_id', 'state', 'valid_from'],
    ix_approval_submitter_past: ['submitter_id', 'submitted_at', 'valid_from'],
    ix_approval_department_past: ['department_id', 'submitted_at', 'valid_from'],
    ix_approval_submitted_past: ['submitted_at', 'valid_from'],
  },
  approval_task: {
    ix_approval_task_approval_past: ['approval_id', 'created_at', 'valid_from'],
  },
  churn_warning: {
    ix_churn_warning_owner_past: ['owner_id', 'deleted_at', 'raised_at', 'id', 'valid_from'],
    ix_churn_warning_department_past: ['department_id', 'deleted_at', 'raised_at', 'id', 'valid_from'],
    ix_churn_warning_customer_past: ['customer_id', 'deleted_at', 'raised_at', 'id', 'valid_from'],
    ix_churn_warning_raised_past: ['deleted_at', 'raised_at', 'id', 'valid_from'],
  },
  service_case: {
    ix_service_case_owner_past: ['owner_id', 'deleted_at', 'opened_at', 'id', 'valid_from'],
    ix_service_case_department_past: ['department_id', 'deleted_at', 'opened_at', 'id', 'valid_from'],
    ix_service_case_customer_past: ['customer_id', 'deleted_at', 'opened_at', 'id', 'valid_from'],
    ix_service_case_opened_past: ['deleted_at', 'opened_at', 'id', 'valid_from'],
  },
  service_step: {
    ix_service_step_case_past: ['case_id', 'deleted_at', 'started_at', 'id', 'valid_from'],
  },
  service_entry: {
    ix_service_entry_case_past: ['case_id', 'deleted_at', 'happened_at', 'id', 'valid_from'],
  },
  record_grant: {
    ix_record_grant_record_past: ['kind', 'record_id', 'valid_from'],
  },
  person: {
    ix_person_name_past: ['name', 'id', 'valid_from'],
  },
};

/** The past is asked by indexes, as the present is. */
export class KernelPastIndexes1764201600080 implements MigrationInterface {
  name = 'KernelPastIndexes1764201600080';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TRACKED) await addIndex(runner, `${table}_history`, `ix_${table}_past`, ['valid_from']);
    for (const [table, indexes] of Object.entries(ASKED))
      for (const [name, columns] of Object.entries(indexes)) await addIndex(runner, `${table}_history`, name, columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TRACKED) await dropIndex(runner, `${table}_history`, `ix_${table}_past`);
    for (const [table, indexes] of Object.entries(ASKED))
      for (const name of Object.keys(indexes)) await dropIndex(runner, `${table}_history`, name);
  }
}
