/** End of an interval that still runs, as the product writes it. */
export const OPEN_END = '9999-12-31 00:00:00.000';

/** Writes the first version of every row of a table into its empty history. */
export async function copyToHistory(connection, table) {
  const [columns] = await connection.query(
    'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position',
    [table],
  );
  const names = columns.map(({ name }) => name).join(', ');
  await connection.query(
    `INSERT INTO ${table}_history (${names}, valid_from, valid_to, actor_id, reason)
     SELECT ${names}, created_at, '${OPEN_END}', created_by, NULL FROM ${table} ORDER BY id`,
  );
}
