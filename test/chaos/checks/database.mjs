import { createConnection } from 'mysql2/promise';

/** What one run of the checks found; each finding counts as one of the kinds of the summary. */
export class Findings {
  kinds = { missing: 0, partial: 0, duplicates: 0, phantoms: 0, undelivered: 0, odd: 0 };
  lines = [];

  /** `rows` is what a query found wrong; none is well. */
  add(kind, words, rows) {
    if (rows.length === 0) return;
    this.kinds[kind] += rows.length;
    this.lines.push(`${kind}: ${words}: ${rows.length}, such as ${JSON.stringify(rows.slice(0, 3))}`);
  }

  get total() {
    return Object.values(this.kinds).reduce((sum, count) => sum + count, 0);
  }
}

/** A plain connection beside the product: numbers and moments come as text. */
export async function connectForChecks(uri) {
  return createConnection({ uri, dateStrings: true, supportBigNumbers: true, bigNumberStrings: true });
}

/** Rows of a query. */
export async function rowsOf(connection, sql, params = []) {
  const [rows] = await connection.query(sql, params);
  return rows;
}
