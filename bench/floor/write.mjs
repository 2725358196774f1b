import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { idAt, PERIODS } from '../data/calendar.mjs';
import { OPEN_END } from '../data/history.mjs';
import { productCode } from '../data/product-code.mjs';
import { scopeSql } from './scope-sql.mjs';

const COLUMNS = [
  ...[
    'id',
    'version',
    'created_at',
    'created_by',
    'updated_at',
    'updated_by',
    'deleted_at',
    'customer_id',
    'contact_id',
  ],
  ...['author_id', 'channel', 'happened_at', 'summary', 'follow_up_on', 'follow_up_channel', 'follow_up_note'],
  'search_text',
];

const { searchTextOf, gramsOf } = await productCode();

/** Of each field's salt in the audit. */
const SALT_BYTES = 12;

let lastMs = 0;

/** A fresh id; one for each millisecond, running ahead of the clock when that is not enough. */
function freshId() {
  lastMs = Math.max(Date.now(), lastMs + 1);
  return idAt(lastMs, PERIODS.interaction.part);
}

/** Adds an interaction: record, history, words, audit entry and values, outbox and idempotency key in one transaction. */
export async function write(pool, scope, { input }) {
  const connection = await pool.getConnection();
  try {
    await connection.query('START TRANSACTION');
    const answer = await writeIn(connection, scope, input);
    await connection.query('COMMIT');
    return answer;
  } catch (error) {
    await connection.query('ROLLBACK');
    throw error;
  } finally {
    connection.release();
  }
}

async function writeIn(connection, scope, input) {
  const { customerId, channel, summary, followUpOn, followUpChannel, followUpNote, idempotencyKey } = input;
  const { personId } = scope;
  const [[earlier]] = await connection.execute(
    `SELECT UTC_TIMESTAMP(3) AS at, k.answer FROM (SELECT 1 AS one) o
     LEFT JOIN idempotency_key k ON k.person_id = ? AND k.idempotency_key = ?`,
    [personId, `c:${idempotencyKey}`],
  );
  if (earlier.answer !== null) return JSON.parse(earlier.answer);
  const seen = scopeSql('t', { kind: 'customer' }, scope);
  const [customers] = await connection.execute(
    `SELECT t.id FROM customer t WHERE t.id = ? AND t.deleted_at IS NULL AND ${seen.text}`,
    [customerId, ...seen.params],
  );
  if (customers.length === 0) throw new Error('The customer is not there.');
  const { at } = earlier;
  const id = freshId();
  const facts = {
    customerId,
    authorId: personId,
    channel,
    happenedAt: at,
    summary,
    followUpOn,
    followUpChannel,
    followUpNote,
  };
  const row = [id, 1, at, personId, at, personId, null, customerId, null, personId, channel, at, summary];
  const searchText = searchTextOf.interaction({ summary, followUpNote });
  row.push(followUpOn, followUpChannel, followUpNote, searchText);
  await insert(connection, 'interaction', COLUMNS, row);
  const interval = ['valid_from', 'valid_to', 'actor_id', 'reason'];
  await insert(connection, 'interaction_history', [...COLUMNS, ...interval], [...row, at, OPEN_END, personId, null]);
  await addWords(connection, id, searchText);
  await addAudit(connection, { id, at, personId, facts });
  const event = { customerId, channel, happenedAt: at, followUpOn };
  await addEvent(connection, { id, at, personId, event });
  await addKey(connection, { id, at, personId, input });
  const interaction = { id, channel, happenedAt: at, summary, followUpOn, followUpChannel, followUpNote };
  return { interactionCreate: { interaction, userErrors: [] } };
}

async function addWords(connection, id, searchText) {
  const words = [...gramsOf(searchText)].map((gram) => ['interaction', gram, id]);
  if (words.length > 0) await connection.query('INSERT INTO search_gram (kind, gram, record_id) VALUES ?', [words]);
}

async function addAudit(connection, { id, at, personId, facts }) {
  const entryId = freshId();
  const changes = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, [null, value]]));
  await insert(
    connection,
    'audit_entry',
    [
      'id',
      'at',
      'actor_id',
      'session_id',
      'address',
      'request_id',
      'action',
      'kind',
      'record_id',
      'record_version',
      'reason',
    ],
    [entryId, at, personId, personId, '127.0.0.1', randomUUID(), 'interaction.create', 'interaction', id, 1, null],
  );
  const salts = randomBytes(SALT_BYTES * Object.keys(changes).length).toString('base64');
  await insert(connection, 'audit_value', ['entry_id', 'changes', 'salts'], [entryId, JSON.stringify(changes), salts]);
}

/** The event is marked as delivered: the product's dispatcher must not work for the floor. */
async function addEvent(connection, { id, at, personId, event }) {
  await insert(
    connection,
    'outbox_event',
    ['id', 'name', 'event_version', 'record_id', 'actor_id', 'occurred_at', 'payload', 'state'],
    [freshId(), 'InteractionRecorded', 1, id, personId, at, JSON.stringify(event), 1],
  );
}

async function addKey(connection, { id, at, personId, input: { idempotencyKey, ...input } }) {
  const hash = createHash('sha256')
    .update(JSON.stringify(['interaction.create', input]))
    .digest('hex');
  await insert(
    connection,
    'idempotency_key',
    ['person_id', 'idempotency_key', 'input_hash', 'answer', 'created_at'],
    [personId, `c:${idempotencyKey}`, hash, JSON.stringify({ interactionId: id }), at],
  );
}

async function insert(connection, table, columns, values) {
  await connection.execute(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(',')})`,
    values,
  );
}
