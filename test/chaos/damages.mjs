/** Damages that a half-done write could leave; the checks must find each of them, or they prove nothing. */
export const DAMAGES = [
  { name: 'a record is gone', sql: ['DELETE FROM interaction ORDER BY id LIMIT 1'] },
  { name: 'a history row is gone', sql: ['DELETE FROM customer_history ORDER BY id DESC, version DESC LIMIT 1'] },
  {
    name: 'an interval overlaps',
    sql: [
      "UPDATE customer_history SET valid_to = '9999-12-31' WHERE version = 1 AND valid_to < '9999-12-31' ORDER BY id LIMIT 1",
    ],
  },
  { name: 'a record is ahead of its history', sql: ["UPDATE customer SET city = '别处' ORDER BY id LIMIT 1"] },
  { name: 'an audit entry is gone', sql: ["DELETE FROM audit_entry WHERE kind = 'interaction' ORDER BY id LIMIT 1"] },
  { name: 'an audit value is gone', sql: ['DELETE FROM audit_value ORDER BY entry_id DESC LIMIT 1'] },
  { name: 'an event is gone', sql: ["DELETE FROM outbox_event WHERE name = 'CustomerChanged' ORDER BY id LIMIT 1"] },
  {
    name: 'an event waits',
    sql: ["UPDATE outbox_event SET state = 0 WHERE name = 'CustomerCreated' ORDER BY id LIMIT 1"],
  },
  { name: 'a receipt is gone', sql: ['DELETE FROM event_receipt ORDER BY event_id DESC LIMIT 1'] },
  {
    name: 'a key is gone',
    sql: ["DELETE FROM idempotency_key WHERE idempotency_key LIKE 'c:%' ORDER BY created_at DESC LIMIT 1"],
  },
  {
    name: 'a word is gone from the index',
    sql: ["DELETE FROM search_gram WHERE kind = 'customer' ORDER BY record_id DESC LIMIT 1"],
  },
  { name: 'a message is gone', sql: ['DELETE FROM person_message ORDER BY person_id, seq LIMIT 1'] },
  {
    name: 'a lock is left',
    sql: ['UPDATE record_lock SET deleted_at = NULL WHERE deleted_at IS NOT NULL ORDER BY id LIMIT 1'],
  },
  {
    name: 'a mutation took effect twice',
    sql: [
      'CREATE TEMPORARY TABLE twice AS SELECT * FROM interaction_history ORDER BY id LIMIT 1',
      'UPDATE twice SET id = 7',
      'INSERT INTO interaction_history SELECT * FROM twice',
      'DROP TEMPORARY TABLE twice',
    ],
  },
];
