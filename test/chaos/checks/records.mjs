import { rowsOf } from './database.mjs';

const OPEN_END = '9999-12-31 00:00:00.000';
const SECRET = '•';
const TEXT_TYPES = new Set(['char', 'varchar', 'text', 'mediumtext', 'longtext']);

/** Every version of every tracked record has its history, audit entry and audit value, whole and once. `tracked` lists { kind, table }. */
export async function checkRecords(connection, findings, tracked) {
  for (const { kind, table } of tracked) {
    await checkVersions(connection, findings, table);
    await checkNewest(connection, findings, table);
    await checkIntervals(connection, findings, table);
    await checkAudit(connection, findings, { kind, table });
  }
  await checkAuditValues(connection, findings, tracked);
}

async function checkVersions(connection, findings, table) {
  const unlike = await rowsOf(
    connection,
    `SELECT r.id, r.version, h.n, h.lowest, h.highest FROM ${table} r
     LEFT JOIN (SELECT id, COUNT(*) AS n, MIN(version) AS lowest, MAX(version) AS highest FROM ${table}_history GROUP BY id) h
       ON h.id = r.id
     WHERE h.id IS NULL OR h.n <> r.version OR h.lowest <> 1 OR h.highest <> r.version`,
  );
  findings.add('partial', `${table}: versions without exactly one history row`, unlike);
  const orphans = await rowsOf(
    connection,
    `SELECT h.id, h.version FROM ${table}_history h LEFT JOIN ${table} r ON r.id = h.id WHERE r.id IS NULL`,
  );
  findings.add('partial', `${table}: history without a record`, orphans);
}

async function checkNewest(connection, findings, table) {
  const columns = await rowsOf(
    connection,
    'SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?',
    [table],
  );
  const same = columns.map(({ name, type }) =>
    TEXT_TYPES.has(type) ? `(r.${name} <=> h.${name} OR h.${name} <=> '${SECRET}')` : `r.${name} <=> h.${name}`,
  );
  const unlike = await rowsOf(
    connection,
    `SELECT r.id, r.version FROM ${table} r JOIN ${table}_history h ON h.id = r.id AND h.version = r.version
     WHERE NOT (${same.join(' AND ')})`,
  );
  findings.add('partial', `${table}: the newest history row differs from the record`, unlike);
}

async function checkIntervals(connection, findings, table) {
  const broken = await rowsOf(
    connection,
    `SELECT h.id, h.version, h.valid_from, h.valid_to, n.valid_from AS next_from FROM ${table}_history h
     LEFT JOIN ${table}_history n ON n.id = h.id AND n.version = h.version + 1
     WHERE h.valid_from >= h.valid_to OR h.valid_to <> COALESCE(n.valid_from, ?)`,
    [OPEN_END],
  );
  findings.add('partial', `${table}: intervals with a gap or an overlap`, broken);
}

async function checkAudit(connection, findings, { kind, table }) {
  const unlike = await rowsOf(
    connection,
    `SELECT h.id, h.version, COUNT(a.id) AS entries FROM ${table}_history h
     LEFT JOIN audit_entry a ON a.event = 'CHANGE' AND a.kind = ? AND a.record_id = h.id AND a.record_version = h.version
     GROUP BY h.id, h.version HAVING COUNT(a.id) <> 1`,
    [kind],
  );
  findings.add('partial', `${table}: versions without exactly one audit entry`, unlike);
  const orphans = await rowsOf(
    connection,
    `SELECT a.id FROM audit_entry a LEFT JOIN ${table}_history h ON h.id = a.record_id AND h.version = a.record_version
     WHERE a.event = 'CHANGE' AND a.kind = ? AND h.id IS NULL`,
    [kind],
  );
  findings.add('partial', `${table}: audit entries of versions that are not there`, orphans);
}

async function checkAuditValues(connection, findings, tracked) {
  const unlike = await rowsOf(
    connection,
    `SELECT e.id AS entry, v.entry_id AS value FROM audit_entry e LEFT JOIN audit_value v ON v.entry_id = e.id WHERE v.entry_id IS NULL
     UNION ALL SELECT e.id, v.entry_id FROM audit_value v LEFT JOIN audit_entry e ON e.id = v.entry_id WHERE e.id IS NULL`,
  );
  findings.add('partial', 'audit entries without their values, or values without an entry', unlike);
  const kinds = tracked.map(({ kind }) => kind);
  const strange = await rowsOf(
    connection,
    "SELECT DISTINCT kind FROM audit_entry WHERE event = 'CHANGE' AND kind NOT IN (?)",
    [kinds],
  );
  findings.add('partial', 'audit entries of unknown kinds', strange);
}

/** The search index holds exactly the words that each record was ever found by. `gramsOf` is the product's. */
export async function checkSearch(connection, findings, { tracked, gramsOf }) {
  const searchable = await rowsOf(
    connection,
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name = 'search_text' AND table_name NOT LIKE '%history'",
  );
  const kinds = tracked.filter(({ table }) => searchable.some(({ name }) => name === table));
  for (const { kind, table } of kinds) {
    const records = await rowsOf(connection, `SELECT id, search_text AS text FROM ${table}_history`);
    const grams = await rowsOf(connection, 'SELECT record_id AS id, gram FROM search_gram WHERE kind = ?', [kind]);
    const wanted = new Set(records.flatMap(({ id, text }) => [...gramsOf(text)].map((gram) => `${id} ${gram}`)));
    const found = new Set(grams.map(({ id, gram }) => `${id} ${gram}`));
    findings.add(
      'partial',
      `${table}: words missing in the search index`,
      [...wanted].filter((word) => !found.has(word)),
    );
    findings.add(
      'partial',
      `${table}: words too many in the search index`,
      [...found].filter((word) => !wanted.has(word)),
    );
  }
}
