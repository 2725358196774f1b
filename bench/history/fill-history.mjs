import { OPEN_END } from '../data/history.mjs';

/**
 * Gives the first so many records of a table so many versions each, an hour apart, and takes the others away. Versions come round by round,
 * within a round in any order, as in the life of a company: so the pages are as full as they are there, not as after a load in key order.
 */
export async function fillHistory(connection, table, records, versions) {
  await keepFirst(connection, table, records);
  await connection.query(`UPDATE ${table} SET version = ?, updated_at = created_at + INTERVAL ? HOUR`, [
    versions,
    versions - 1,
  ]);
  await connection.query(`TRUNCATE TABLE ${table}_history`);
  const columns = await columnsOf(connection, table);
  for (let version = 1; version <= versions; version += 1) {
    const own = { version: `${version}`, updated_at: `created_at + INTERVAL ${version - 1} HOUR` };
    const until = version === versions ? `'${OPEN_END}'` : `created_at + INTERVAL ${version} HOUR`;
    await connection.query(
      `INSERT INTO ${table}_history (${columns.join(', ')}, valid_from, valid_to, actor_id, reason)
       SELECT ${columns.map((column) => own[column] ?? column).join(', ')}, ${own.updated_at}, ${until}, updated_by, NULL
       FROM ${table} ORDER BY RAND(${version})`,
    );
  }
}

/** What the history of a table takes, in bytes: rows, indexes, and the file. */
export async function sizeOf(connection, table) {
  await connection.query(`ANALYZE TABLE ${table}_history`);
  const [[size]] = await connection.query(
    `SELECT t.data_length AS data, t.index_length AS indexes, f.file_size AS file
     FROM information_schema.tables t
     JOIN information_schema.innodb_sys_tablespaces f ON f.name = CONCAT(t.table_schema, '/', t.table_name)
     WHERE t.table_schema = DATABASE() AND t.table_name = ?`,
    [`${table}_history`],
  );
  const [[{ versions }]] = await connection.query(`SELECT COUNT(*) AS versions FROM ${table}_history`);
  return {
    versions: Number(versions),
    data: Number(size.data),
    indexes: Number(size.indexes),
    file: Number(size.file),
  };
}

async function keepFirst(connection, table, records) {
  const [[beyond]] = await connection.query(`SELECT id FROM ${table} ORDER BY id LIMIT 1 OFFSET ?`, [records]);
  if (beyond) await connection.query(`DELETE FROM ${table} WHERE id >= ?`, [beyond.id]);
}

async function columnsOf(connection, table) {
  const [columns] = await connection.query(
    'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position',
    [table],
  );
  return columns.map(({ name }) => name);
}
