import type { Suite } from '../run/suite.js';

/** Tables that change without anybody asking, and those that say who asked. */
const BACKGROUND = ['lease', 'instance_number', 'job_run', 'calendar_day', 'event_receipt', 'schema_migration'];

/** A checksum of every table but the audit, where refusals stand on purpose, to show that something left no trace. */
export async function tableSums({ product, features }: Suite): Promise<Record<string, string>> {
  const names = [...features.tables.keys()]
    .filter((name) => !BACKGROUND.includes(name) && !name.startsWith('audit_'))
    .sort();
  const rows = await product.sql<{ Table: string; Checksum: string | number | null }>(
    `CHECKSUM TABLE ${names.join(', ')}`,
  );
  return Object.fromEntries(rows.map((row) => [row.Table, String(row.Checksum)]));
}
