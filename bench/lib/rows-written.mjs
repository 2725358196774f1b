import { productCode } from '../data/product-code.mjs';

const BY_RECORD = ['interaction', 'interaction_history'];
/** Delivery is the dispatcher's work, which the floor does not have; hashes differ by what each side calls its input. */
const LEFT_OUT = new Set(['state', 'attempts', 'due_at', 'last_error', 'input_hash', 'idempotency_key']);

const { gramsOf } = await productCode();

/** The rows of one added interaction by table; ids of its own, moments and random texts only as present or not. */
export async function rowsWritten(connection, id) {
  const written = {};
  for (const table of BY_RECORD) written[table] = await select(connection, `${table} WHERE id = ?`, [id]);
  written.search_gram = await select(
    connection,
    'search_gram WHERE kind = ? AND gram IN (?) AND record_id = ? ORDER BY gram',
    ['interaction', [...gramsOf(written.interaction[0].search_text)], id],
  );
  written.audit_entry = await select(connection, "audit_entry WHERE kind = 'interaction' AND record_id = ?", [id]);
  const entries = written.audit_entry.map((row) => row.id);
  written.audit_value = await select(connection, 'audit_value WHERE entry_id IN (?)', [entries]);
  written.outbox_event = await select(connection, 'outbox_event WHERE record_id = ?', [id]);
  written.idempotency_key = await select(connection, 'idempotency_key WHERE answer LIKE ?', [`%"${id}"%`]);
  return JSON.parse(JSON.stringify(written), (name, value) => blanked(name, value, id));
}

async function select(connection, from, params) {
  const [rows] = await connection.query(`SELECT * FROM ${from}`, params);
  return rows;
}

function blanked(name, value, id) {
  if (LEFT_OUT.has(name)) return undefined;
  if (['id', 'entry_id', 'session_id', 'request_id', 'salts'].includes(name)) return value === null ? null : 'present';
  if (typeof value !== 'string') return value;
  if (/^\{.*\}$/s.test(value)) return JSON.parse(value, (inner, item) => blanked(inner, item, id));
  return value.replaceAll(id, 'ID').replace(/^2\d{3}-\d\d-\d\dT[\d:.]+Z$/, 'AT');
}
