import { createConnection } from 'mysql2/promise';

const ROWS_AT_ONCE = 500;
const CLOSED_PER_CUSTOMER = 0.1;

/** Loads what the person holds past the API, as a restored backup would: customers, open items of three kinds, and won deals of the past. */
export async function loadBelongings(databaseUrl, person, { customers, items }) {
  const connection = await createConnection({ uri: databaseUrl, supportBigNumbers: true, bigNumberStrings: true });
  const at = new Date(Date.now() - 86_400_000);
  let last = BigInt(at.getTime()) * 1_000n;
  const base = () => ({ id: String((last += 1n)), version: 1, created_at: at, updated_at: at });
  const held = { owner_id: person.id, department_id: person.departmentId };
  const owned = Array.from({ length: customers }, (_, index) => ({
    ...{ ...base(), ...held, name: `交接客户 ${index + 1}`, kind: 'ORGANISATION' },
    ...{ tags: '[]', lifecycle: 'ACTIVE', custom: '{}', search_text: `交接客户 ${index + 1}` },
  }));
  const customerOf = (index) => owned[index % Math.max(1, owned.length)]?.id ?? null;
  const counts = { deals: Math.ceil(items / 2), cases: Math.floor(items / 4), actions: 0 };
  counts.actions = items - counts.deals - counts.cases;
  const deal = (stage) => (_, index) => ({
    ...base(),
    ...held,
    ...dealRow(stage, index),
    customer_id: customerOf(index),
  });
  const tables = {
    customer: owned,
    opportunity: [
      ...Array.from({ length: counts.deals }, deal('OPEN')),
      ...Array.from({ length: Math.ceil(customers * CLOSED_PER_CUSTOMER) }, deal('WON')),
    ],
    service_case: Array.from({ length: counts.cases }, (_, index) => ({
      ...base(),
      ...held,
      ...caseRow(at, index),
      customer_id: customerOf(index),
    })),
    churn_warning: Array.from({ length: counts.actions }, (_, index) => ({
      ...base(),
      ...held,
      ...warningRow(at),
      action_owner_id: person.id,
      customer_id: customerOf(index),
    })),
  };
  for (const [table, rows] of Object.entries(tables)) await insert(connection, table, rows);
  await connection.end();
  return counts;
}

/** Puts a case into its first step, as the product would have; the write door wants the history of what it changes. */
async function insert(connection, table, rows) {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    const columns = Object.keys(some[0]);
    const values = some.map((row) => columns.map((name) => row[name]));
    await connection.query(`INSERT INTO ${table} (${columns.join(',')}) VALUES ?`, [values]);
    const interval = values.map((row, index) => [...row, some[index].created_at, '9999-12-31 00:00:00.000']);
    await connection.query(`INSERT INTO ${table}_history (${columns.join(',')}, valid_from, valid_to) VALUES ?`, [
      interval,
    ]);
  }
}

function dealRow(stage, index) {
  const won = stage === 'WON';
  return {
    ...{ name: `机会 ${index + 1}`, customer_name: '交接客户', stage_model_id: '1', stage_kind: stage },
    ...{ stage_code: won ? 'WON' : 'PROSPECTING', probability: won ? 1 : 0.1, stage_entered_at: new Date() },
    ...{ amount: '1000.00', currency: 'CNY', base_amount: '1000.00', custom: '{}', search_text: '' },
    ...{ created_on: '2026-01-01', closed_on: won ? '2026-06-30' : null },
  };
}

function caseRow(at, index) {
  return {
    ...{ number: `S20260101-${String(index + 1).padStart(4, '0')}`, kind: 'FAULT', channel: 'PHONE', priority: 'HIGH' },
    ...{
      subject: '设备停机',
      description: '无法开机',
      customer_name: '交接客户',
      opened_at: at,
      opened_on: '2026-01-01',
    },
    ...{ state: 'IN_PROGRESS', process_id: '1', process_code: 'fault', process_version: 1, step_code: 'step-1' },
    ...{ step_index: 0, reopened: 0, search_text: '', first_response_warn_at: at, first_response_due_at: at },
    ...{ first_responded_at: at },
  };
}

function warningRow(at) {
  return {
    ...{ customer_name: '交接客户', state: 'ACTED', score: 0.7, threshold: 0.6, horizon_days: 28, silent_days: 30 },
    ...{ purchases: 3, first_purchase_on: '2026-01-01', last_purchase_on: '2026-03-01', value_at_risk: '100.00' },
    ...{ reasons: '[]', model_id: '1', raised_at: at, raised_on: '2026-04-01', action: '回访' },
  };
}
