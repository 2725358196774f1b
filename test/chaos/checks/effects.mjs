import { rowsOf } from './database.mjs';

/** Where each operation leaves its key in a record: each query answers { key, id, version }, one row per effect. */
const EFFECTS = {
  customerCreate: `SELECT h.short_name AS mark, h.id, h.version FROM customer_history h WHERE h.version = 1 AND h.short_name LIKE ?`,
  customerUpdate: `SELECT h.address AS mark, h.id, h.version FROM customer_history h
    JOIN audit_entry a ON a.kind = 'customer' AND a.record_id = h.id AND a.record_version = h.version AND a.action = 'customer.edit'
    WHERE h.address LIKE ?`,
  interactionCreate: 'SELECT summary AS mark, id, version FROM interaction_history WHERE summary LIKE ?',
  customerDelete: `SELECT JSON_VALUE(payload, '$.reason') AS mark, id, version FROM approval_history
    WHERE version = 1 AND JSON_VALUE(payload, '$.reason') LIKE ?`,
  approvalApprove: `SELECT comment AS mark, approval_id AS id, version FROM approval_task_history WHERE state = 'APPROVED' AND comment LIKE ?`,
};

/** Compares the journal with the database: each acknowledged mutation has its effect and its key once, each refused one neither. */
export async function checkEffects(connection, findings, { journal, run }) {
  const keys = await keysOf(connection, run);
  const effects = await effectsOf(connection, run);
  const known = new Set(journal.entries.map(({ key }) => key));
  for (const entry of journal.entries) checkEntry(findings, entry, keys.get(entry.key), effects.get(entry.key) ?? []);
  const strange = [...new Set([...keys.keys(), ...effects.keys()])].filter((key) => !known.has(key));
  findings.add('phantoms', 'effects or keys that no client has asked for', strange);
  findings.add('odd', 'answers that no kill excuses', journal.oddities);
}

async function keysOf(connection, run) {
  const rows = await rowsOf(
    connection,
    'SELECT person_id AS personId, idempotency_key AS mark, answer FROM idempotency_key WHERE idempotency_key LIKE ?',
    [`c:${run}-%`],
  );
  return new Map(rows.map(({ mark, personId, answer }) => [mark.slice(2), { personId, answer: JSON.parse(answer) }]));
}

async function effectsOf(connection, run) {
  const effects = new Map();
  for (const [operation, sql] of Object.entries(EFFECTS))
    for (const { mark, id, version } of await rowsOf(connection, sql, [`${run}-%`]))
      effects.set(mark, [...(effects.get(mark) ?? []), { operation, id, version }]);
  return effects;
}

function checkEntry(findings, entry, key, effects) {
  const { key: name, state, operation } = entry;
  const add = (kind, words) => findings.add(kind, `${operation} ${state}, ${words}`, [name]);
  if (effects.length > 1) add('duplicates', 'more than one effect');
  if (state === 'acknowledged' && !key) add('missing', 'no key row');
  if (state === 'acknowledged' && effects.length === 0) add('missing', 'no effect');
  if (state === 'refused' && (key || effects.length > 0)) add('phantoms', 'and yet it took effect');
  if (state === 'unknown' && Boolean(key) !== effects.length > 0)
    add('partial', 'key without effect or effect without key');
  if (state === 'open') add('odd', 'never ended');
  if (key && effects.length === 1) checkAnswer(add, entry, key, effects[0]);
}

function checkAnswer(add, { operation, personId, input, answerId }, key, effect) {
  const { customerId, interactionId, approvalId } = key.answer;
  const stored = operation.startsWith('customer') ? (approvalId ?? customerId) : (interactionId ?? approvalId);
  if (key.personId !== personId) add('odd', 'the key belongs to somebody else');
  if (effect.operation !== operation || effect.id !== stored) add('odd', 'the stored answer names another record');
  if (answerId && answerId !== stored) add('odd', 'the answer that the client got names another record');
  if (operation === 'customerUpdate' && effect.version !== input.expectedVersion + 1)
    add('odd', 'an update was lost: the effect does not follow the version that the client saw');
}
