import { SIDE_BY_SIDE_MS } from '../database/blank-past.js';
import type { Database } from '../database/database.js';
import type { VersionRow } from './shown-changes.js';
import type { TrackedKind } from './tracked-kind.js';

/** Fields that say nothing in a version because they were erased on request after it had ended: what stood there is not known, and not "nothing". */
export async function erasedFields(
  database: Database,
  { mapped: { definition, columns } }: TrackedKind,
  version: VersionRow,
): Promise<ReadonlySet<string>> {
  const since = new Date(version.valid_to.getTime() - SIDE_BY_SIDE_MS);
  const rows = await database.rows<{ changes: string }>(
    `SELECT v.changes FROM audit_entry e JOIN audit_value v ON v.entry_id = e.id
     WHERE e.kind = ? AND e.record_id = ? AND e.event = 'ERASED' AND e.at >= ?`,
    [definition.kind, version.id, since],
  );
  const asked = new Set(rows.flatMap(({ changes }) => (JSON.parse(changes) as { fields: [null, string[]] }).fields[1]));
  return new Set(
    columns
      .filter(({ property, column }) => asked.has(property) && isBlank(version[column]))
      .map(({ property }) => property),
  );
}

function isBlank(value: unknown): boolean {
  return value === null || value === '';
}
