/** Runs a prepared statement and answers its rows. */
export async function rowsOf(pool, text, params) {
  const [rows] = await pool.execute(text, params);
  return rows;
}

/** Rows by the value of a column that holds their parent's id, at most so many for each, the column left out. */
export function firstOfEach(rows, parents, first) {
  const groups = new Map(parents.map((id) => [id, []]));
  for (const { parent, ...row } of rows) {
    const group = groups.get(parent);
    if (group.length < first) group.push(row);
  }
  return groups;
}

/** Rows by id. */
export function byId(rows) {
  return new Map(rows.map((row) => [row.id, row]));
}
