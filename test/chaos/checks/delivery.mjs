import { setTimeout as sleep } from 'node:timers/promises';
import { rowsOf } from './database.mjs';

/** Audited action on a kind → the event that the same transaction puts into the outbox. */
const EVENTS = [
  { action: 'customer.create', kind: 'customer', event: 'CustomerCreated' },
  { action: 'customer.edit', kind: 'customer', event: 'CustomerChanged' },
  { action: 'interaction.create', kind: 'interaction', event: 'InteractionRecorded' },
  { action: 'customer.delete', kind: 'approval', event: 'ApprovalRequested' },
  { action: 'approval.approve', kind: 'approval', event: 'ApprovalDecided' },
  { action: 'approval.approve', kind: 'customer', event: 'CustomerDeleted' },
];

/** Waits until no event is waiting any more; answers the milliseconds that took, or null when time ran out. */
export async function untilDelivered(connection, patienceMs) {
  const began = performance.now();
  while (performance.now() - began < patienceMs) {
    const [{ waiting }] = await rowsOf(connection, 'SELECT COUNT(*) AS waiting FROM outbox_event WHERE state = 0');
    if (Number(waiting) === 0) return performance.now() - began;
    await sleep(100);
  }
  return null;
}

/** Each change has its event, each event is delivered to each of its handlers once, and nobody's stream has a hole. */
export async function checkDelivery(connection, findings, { handlers }) {
  for (const each of EVENTS) await checkEvents(connection, findings, each);
  const waiting = await rowsOf(
    connection,
    'SELECT id, name, state, attempts, last_error FROM outbox_event WHERE state <> 1',
  );
  findings.add('undelivered', 'events that were not delivered', waiting);
  await checkReceipts(connection, findings, handlers);
  await checkStreams(connection, findings);
  await checkMessages(connection, findings);
  await checkLocks(connection, findings);
}

async function checkEvents(connection, findings, { action, kind, event }) {
  const unlike = await rowsOf(
    connection,
    `SELECT record_id, SUM(changes) AS changes, SUM(events) AS events FROM (
       SELECT record_id, 1 AS changes, 0 AS events FROM audit_entry WHERE action = ? AND kind = ?
       UNION ALL SELECT record_id, 0, 1 FROM outbox_event WHERE name = ?) both_sides
     GROUP BY record_id HAVING SUM(changes) <> SUM(events)`,
    [action, kind, event],
  );
  findings.add('partial', `${action} of ${kind} without exactly one ${event}`, unlike);
}

async function checkReceipts(connection, findings, handlers) {
  const events = await rowsOf(connection, 'SELECT id, name FROM outbox_event WHERE state = 1');
  const receipts = await rowsOf(connection, 'SELECT event_id AS id, handler FROM event_receipt');
  const wanted = new Set(
    events.flatMap(({ id, name }) => (handlers.get(name) ?? []).map((handler) => `${id} ${handler}`)),
  );
  const found = new Set(receipts.map(({ id, handler }) => `${id} ${handler}`));
  findings.add(
    'undelivered',
    'delivered events without the receipt of a handler',
    [...wanted].filter((one) => !found.has(one)),
  );
  findings.add(
    'phantoms',
    'receipts without a delivered event or of unknown handlers',
    [...found].filter((one) => !wanted.has(one)),
  );
}

async function checkStreams(connection, findings) {
  const broken = await rowsOf(
    connection,
    `SELECT s.person_id, s.last_seq, m.n, m.lowest, m.highest FROM person_stream s
     LEFT JOIN (SELECT person_id, COUNT(*) AS n, MIN(seq) AS lowest, MAX(seq) AS highest FROM person_message GROUP BY person_id) m
       ON m.person_id = s.person_id
     WHERE NOT (m.n <=> s.last_seq AND m.lowest <=> 1 AND m.highest <=> s.last_seq)
     UNION ALL SELECT m.person_id, NULL, NULL, NULL, NULL FROM person_message m
     LEFT JOIN person_stream s ON s.person_id = m.person_id WHERE s.person_id IS NULL`,
  );
  findings.add('partial', 'streams with a gap', broken);
}

/** Each request and each decision has reached whom it concerns exactly once. */
async function checkMessages(connection, findings) {
  const events = await rowsOf(
    connection,
    "SELECT name, record_id AS id, payload FROM outbox_event WHERE name IN ('ApprovalRequested', 'ApprovalDecided')",
  );
  const wanted = events.flatMap(({ name, id, payload }) => {
    const { approverIds, submitterId } = JSON.parse(payload);
    return name === 'ApprovalRequested'
      ? approverIds.map((personId) => `${personId} APPROVAL_REQUESTED ${id}`)
      : [`${submitterId} APPROVAL_DECIDED ${id}`];
  });
  const messages = await rowsOf(connection, 'SELECT person_id AS personId, type, record_id AS id FROM person_message');
  const found = messages.map(({ personId, type, id }) => `${personId} ${type} ${id}`);
  const seen = new Set(found);
  findings.add(
    'undelivered',
    'messages that never reached their person',
    wanted.filter((one) => !seen.has(one)),
  );
  findings.add('duplicates', 'messages that came more than once', repeated(found));
}

function repeated(items) {
  const seen = new Set();
  return items.filter((item) => seen.has(item) || !seen.add(item));
}

/** A customer is locked as long as its approval is open, and no longer. */
async function checkLocks(connection, findings) {
  const unlike = await rowsOf(
    connection,
    `SELECT a.id, a.state, COUNT(l.id) AS locks FROM approval a
     LEFT JOIN record_lock l ON l.cause_id = a.id AND l.record_id = a.record_id AND l.deleted_at IS NULL
     GROUP BY a.id, a.state HAVING COUNT(l.id) <> IF(a.state = 'PENDING', 1, 0)`,
  );
  findings.add('partial', 'approvals whose lock does not fit their state', unlike);
  const undeleted = await rowsOf(
    connection,
    `SELECT a.id FROM approval a JOIN customer c ON c.id = a.record_id
     WHERE a.subject = 'customer.delete' AND (a.state = 'APPROVED') <> (c.deleted_at IS NOT NULL)`,
  );
  findings.add('partial', 'approved deletions that did not happen, or deletions without approval', undeleted);
}
