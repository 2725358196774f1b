import { OPEN_END } from './history.mjs';

const ROWS_PER_INSERT = 200;

/** Inserts rows (objects of column → value) of a small table, several at once. */
async function insertRows(connection, table, rows) {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]);
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    const some = rows.slice(from, from + ROWS_PER_INSERT).map((row) => columns.map((column) => row[column]));
    await connection.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`, [some]);
  }
}

/** The same for a table with history: each row gets its first version there too, with what stands there instead of secrets. */
export async function insertTracked(connection, table, rows, instead = {}) {
  await insertRows(connection, table, rows);
  const history = rows.map((row) => ({
    ...row,
    ...instead,
    valid_from: row.created_at,
    valid_to: OPEN_END,
    actor_id: null,
    reason: null,
  }));
  await insertRows(connection, `${table}_history`, history);
}

/** The columns that every record has, for one made by the system. */
export function recordColumns(id, at) {
  return { id, version: 1, created_at: at, created_by: null, updated_at: at, updated_by: null, deleted_at: null };
}
