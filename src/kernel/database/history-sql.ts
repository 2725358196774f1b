import { recordKinds } from './record-kind.js';
import type { MappedKind } from './record-mapper.js';

/** One version beside the row that its record has now. */
export interface VersionRow {
  readonly id: string;
  readonly version: number;
  readonly valid_from: Date;
  readonly valid_to: Date;
  /** The record's id again; null when there is no row. */
  readonly row_id: string | null;
  /** The first column in which the row is another. */
  readonly differs: string | null;
  /** The database's clock when the statement began. */
  readonly clock: Date;
}

/** A row that has no version at all. */
export interface BareRow {
  readonly id: string;
  readonly version: null;
}

/** The moment from which the first record of all holds, as `first`; takes no values. */
export function firstMomentSql(): string {
  const tracked = recordKinds().filter(({ history }) => history !== null);
  const firsts = tracked.map(({ table }) => `SELECT MIN(valid_from) AS first FROM ${table}_history`);
  return `SELECT MIN(first) AS first FROM (${firsts.join(' UNION ALL ')}) firsts`;
}

/** The last id that a kind has, in its table or in its history; takes no values. */
export function lastIdSql({ table }: MappedKind): string {
  return `SELECT GREATEST(COALESCE((SELECT MAX(t.id) FROM ${table} t), 0), COALESCE((SELECT MAX(h.id) FROM ${table}_history h), 0)) AS id`;
}

/** Where a batch ends that holds no more than so many rows or versions; null when fewer are left. Values: after, after. */
export function batchEndSql({ table }: MappedKind, rows: number, versions: number): string {
  return (
    `SELECT MIN(e.id) AS id FROM (` +
    `(SELECT t.id FROM ${table} t WHERE t.id > ? ORDER BY t.id LIMIT 1 OFFSET ${rows - 1})` +
    ` UNION ALL ` +
    `(SELECT h.id FROM ${table}_history h WHERE h.id > ? ORDER BY h.id, h.version LIMIT 1 OFFSET ${versions - 1})) e`
  );
}

/**
 * VersionRows and BareRows of the ids after one and up to another, in order. One statement, so that a record that is being written
 * shows as before or as after, never as half. Values: after, up to, after, up to.
 */
export function versionsSql(kind: MappedKind): string {
  const { table } = kind;
  return (
    `SELECT h.id, h.version, h.valid_from, h.valid_to, t.id AS row_id, ${differsSql(kind)} AS differs, UTC_TIMESTAMP(3) AS clock` +
    ` FROM ${table}_history h LEFT JOIN ${table} t ON t.id = h.id WHERE h.id > ? AND h.id <= ?` +
    ` UNION ALL SELECT t.id, NULL, NULL, NULL, t.id, NULL, UTC_TIMESTAMP(3) FROM ${table} t WHERE t.id > ? AND t.id <= ?` +
    ` AND NOT EXISTS (SELECT 1 FROM ${table}_history h WHERE h.id = t.id) ORDER BY id, version`
  );
}

/** The version column comes first: of older versions nothing else is compared. Texts are compared as bytes, since the collation passes over spaces at the end. */
function differsSql({ definition, columns }: MappedKind): string {
  const compared = columns.filter(({ property }) => property !== 'id' && !definition.secret?.includes(property));
  const ordered = [...compared].sort((a, b) => Number(b.property === 'version') - Number(a.property === 'version'));
  const cases = ordered.map(({ column, shape }) => {
    const same =
      shape === 'json' ? `h.${column} <=> t.${column}` : `CAST(h.${column} AS BINARY) <=> CAST(t.${column} AS BINARY)`;
    return `WHEN NOT (${same}) THEN '${column}'`;
  });
  return `CASE ${cases.join(' ')} ELSE NULL END`;
}
