import { OPEN_END } from '../data/history.mjs';

/** What lists, nested lists and the 360° view read. */
export const AGED = ['customer', 'contact', 'opportunity', 'interaction', 'person', 'department'];
const YEARS = 5;
/** Columns that say another thing in older versions, where a table has them. */
const OLDER = {
  phone: (column, version) => `CASE WHEN MOD(id + ${version}, 3) = 0 THEN NULL ELSE ${column} END`,
  city: (column, version) => `CASE WHEN MOD(id + ${version}, 5) = 0 THEN '旧址' ELSE ${column} END`,
  summary: (column, version) => `CONCAT(${column}, ' ${version}')`,
};

/**
 * Gives every record so many versions over five years, evenly, the newest a few months old: what a company is that has been there for so long.
 * Versions come round by round, as in its life, so that pages are as full as they are there.
 */
export async function ageData(connection, versions) {
  const step = Math.floor((YEARS * 365 * 24) / versions);
  for (const table of AGED) {
    await connection.query(`TRUNCATE TABLE ${table}_history`);
    await connection.query(`UPDATE ${table} SET version = ?`, [versions]);
    const columns = await columnsOf(connection, table);
    for (let version = 1; version <= versions; version += 1) {
      const began = (at) =>
        `UTC_DATE() - INTERVAL ${YEARS * 365 * 24 - (at - 1) * step} HOUR + INTERVAL MOD(id, 3600) SECOND`;
      const until = version === versions ? `'${OPEN_END}'` : began(version + 1);
      const value = (column) => {
        if (column === 'version') return String(version);
        return version < versions && OLDER[column] ? OLDER[column](column, version) : column;
      };
      await connection.query(
        `INSERT INTO ${table}_history (${columns.join(', ')}, valid_from, valid_to, actor_id, reason)
         SELECT ${columns.map(value).join(', ')}, ${began(version)}, ${until}, updated_by, NULL FROM ${table} ORDER BY id`,
      );
    }
    await connection.query(`ANALYZE TABLE ${table}_history`);
  }
}

async function columnsOf(connection, table) {
  const [columns] = await connection.query(
    'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position',
    [table],
  );
  return columns.map(({ name }) => name);
}
