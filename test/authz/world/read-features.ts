import type { Product } from '../support/product.js';
import type { ColumnInfo, Features, ProtectedField, StageRow } from './rows.js';

interface ColumnRow {
  readonly tableName: string;
  readonly columnName: string;
  readonly dataType: string;
  readonly nullable: string;
  readonly fallback: string | null;
}

/** Looks what the product under test has by now. */
export async function readFeatures(product: Product): Promise<Features> {
  const columns = await product.sql<ColumnRow>(
    `SELECT table_name AS tableName, column_name AS columnName, data_type AS dataType, is_nullable AS nullable,
       column_default AS fallback
     FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name NOT LIKE 'fact!_%' ESCAPE '!'`,
  );
  const tables = new Map<string, Map<string, ColumnInfo>>();
  for (const { tableName, columnName, dataType, nullable, fallback } of columns) {
    const table = tables.get(tableName) ?? new Map<string, ColumnInfo>();
    tables.set(tableName, table);
    table.set(columnName, { type: dataType, required: nullable === 'NO' && fallback === null });
  }
  const stages = await product.sql<StageRow & { requirements: unknown }>(
    `SELECT s.id, s.model_id AS modelId, s.code, s.kind, s.position, s.probability, s.name_zh AS nameZh,
       s.name_en AS nameEn, s.time_limit_days AS timeLimitDays, s.requirements FROM stage s
     WHERE s.model_id = (SELECT MAX(id) FROM stage_model WHERE active = 1 AND deleted_at IS NULL) AND s.deleted_at IS NULL
     ORDER BY s.position, s.id`,
  );
  return {
    scopes: await product.control<string[]>('scopes'),
    actions: await product.control<string[]>('actions'),
    tables,
    stages: stages.map(parsed),
    fields: tables.get('role')?.has('field_rules') ? await product.control<ProtectedField[]>('fields') : [],
  };
}

function parsed({ probability, requirements, ...stage }: StageRow & { requirements: unknown }): StageRow {
  const listed = typeof requirements === 'string' ? (JSON.parse(requirements) as string[]) : (requirements as string[]);
  return { ...stage, probability: Number(probability), requirements: listed };
}

/** What of `docs/permissions.md` the product has not got yet, and so is not drawn. */
export function switchedOff({ scopes, tables }: Features): string[] {
  const off: string[] = [];
  for (const scope of ['NONE', 'OWN_TEAM']) if (!scopes.includes(scope)) off.push(`scope ${scope}`);
  if (!tables.has('person_department')) off.push('several departments');
  if (!tables.has('deputy')) off.push('deputies');
  if (!tables.get('role')?.has('field_rules')) off.push('field rules');
  return off;
}
