import { defineList } from '../../../kernel/lists/define-list.js';
import { CHURN_WARNING } from '../churn.permissions.js';
import { ChurnCloseReason, ChurnOutcome, ChurnWarningState } from '../domain/churn-enums.js';

const FILTERED = 'filters within the scope of ix_churn_warning_department / ix_churn_warning_owner';

/** Churn warnings as lists, links and the customer's view show them. */
export const CHURN_WARNINGS = defineList({
  name: 'ChurnWarning',
  readable: CHURN_WARNING,
  columns: {
    id: 'id',
    version: 'version',
    customerId: 'customer_id',
    customerName: 'customer_name',
    ownerId: 'owner_id',
    departmentId: 'department_id',
    state: 'state',
    score: 'score',
    threshold: 'threshold',
    horizonDays: 'horizon_days',
    silentDays: 'silent_days',
    ownGapMedianDays: 'own_gap_median_days',
    purchases: 'purchases',
    firstPurchaseOn: 'first_purchase_on',
    lastPurchaseOn: 'last_purchase_on',
    valueAtRisk: 'value_at_risk',
    reasons: 'reasons',
    raisedAt: 'raised_at',
    action: 'action',
    actionOwnerId: 'action_owner_id',
    actionDueOn: 'action_due_on',
    actedAt: 'acted_at',
    actedBy: 'acted_by',
    outcome: 'outcome',
    closeReason: 'close_reason',
    closeNote: 'close_note',
    closedAt: 'closed_at',
    closedBy: 'closed_by',
  },
  json: ['reasons'],
  filters: {
    state: {
      column: 'state',
      type: 'enum',
      index: 'ix_churn_warning_state',
      description: 'Where it stands.',
      members: { name: 'ChurnWarningState', values: ChurnWarningState },
    },
    outcome: {
      column: 'outcome',
      type: 'enum',
      index: FILTERED,
      description: 'What became of the customer.',
      members: { name: 'ChurnOutcome', values: ChurnOutcome },
    },
    closeReason: {
      column: 'close_reason',
      type: 'enum',
      index: FILTERED,
      description: 'Why it was closed.',
      members: { name: 'ChurnCloseReason', values: ChurnCloseReason },
    },
    ownerId: { column: 'owner_id', type: 'id', index: 'ix_churn_warning_owner', description: 'Owner of the customer.' },
    departmentId: {
      column: 'department_id',
      type: 'id',
      index: 'ix_churn_warning_department',
      description: 'Department of the owner.',
    },
    customerId: { column: 'customer_id', type: 'id', index: 'ix_churn_warning_customer', description: 'Customer.' },
    score: { column: 'score', type: 'float', index: 'ix_churn_warning_score', description: 'Score, 0–1.' },
    valueAtRisk: {
      column: 'value_at_risk',
      type: 'decimal',
      index: 'ix_churn_warning_value',
      description: 'What the customer spent in the year up to the last purchase.',
    },
    silentDays: { column: 'silent_days', type: 'int', index: FILTERED, description: 'Days since the last purchase.' },
    raisedAt: {
      column: 'raised_at',
      type: 'dateTime',
      index: 'ix_churn_warning_raised',
      description: 'When it was raised.',
    },
  },
  orders: {
    SCORE: { column: 'score', type: 'number', index: 'ix_churn_warning_score', description: 'Score.' },
    RAISED_AT: {
      column: 'raised_at',
      type: 'dateTime',
      index: 'ix_churn_warning_raised',
      description: 'When it was raised.',
    },
    VALUE_AT_RISK: {
      column: 'value_at_risk',
      type: 'number',
      index: 'ix_churn_warning_value',
      description: 'What the customer spent in the year up to the last purchase.',
    },
  },
  defaultOrder: [{ field: 'RAISED_AT', direction: 'DESC' }],
});
