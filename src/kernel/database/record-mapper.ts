import type { DataSource, EntityMetadata } from 'typeorm';
import {
  type RecordClass,
  type RecordKindDefinition,
  recordKindOf,
  recordKinds,
  type StoredRecord,
} from './record-kind.js';

type ColumnShape = 'json' | 'boolean' | 'plain';

interface MappedColumn {
  readonly property: string;
  readonly column: string;
  readonly shape: ColumnShape;
  readonly nullable: boolean;
}

/** One record kind as SQL sees it. */
export interface MappedKind {
  readonly definition: RecordKindDefinition;
  readonly table: string;
  readonly columns: readonly MappedColumn[];
}

/** Values of one row, in the order of the kind's columns, as mysql2 takes them. */
export type RowValues = readonly unknown[];

/** Translates between record objects and rows, from TypeORM's entity metadata. */
export class RecordMapper {
  private readonly kinds = new Map<RecordClass, MappedKind>();

  constructor(dataSource: DataSource) {
    for (const definition of recordKinds()) {
      const metadata = dataSource.entityMetadatas.find((entity) => entity.target === definition.target);
      if (!metadata) throw new Error(`${definition.target.name} is missing from the entity list in ormconfig.ts.`);
      this.kinds.set(definition.target, { definition, table: definition.table, columns: columnsOf(metadata) });
    }
  }

  kind(target: RecordClass): MappedKind {
    const kind = this.kinds.get(target);
    if (!kind) throw new Error(`${recordKindOf(target).kind} is not mapped.`);
    return kind;
  }

  /** The record's values for its table's columns. */
  values(kind: MappedKind, record: StoredRecord): RowValues {
    return kind.columns.map(({ property, shape }) => toColumn(Reflect.get(record, property), shape));
  }

  /** A record object from a row whose keys are column names. */
  hydrate<R extends StoredRecord>(target: RecordClass<R>, row: Readonly<Record<string, unknown>>): R {
    const record = Object.create(target.prototype as object) as R;
    for (const { property, column, shape } of this.kind(target).columns)
      Reflect.set(record, property, fromColumn(row[column], shape));
    return record;
  }
}

function columnsOf(metadata: EntityMetadata): MappedColumn[] {
  return metadata.columns.map((column) => ({
    property: column.propertyName,
    column: column.databaseName,
    nullable: column.isNullable,
    shape: column.type === 'json' ? 'json' : column.type === 'boolean' || column.type === Boolean ? 'boolean' : 'plain',
  }));
}

/** Whether the text can be the id of a record; the engines would read '12abc' as 12. */
export function isRecordId(text: string): boolean {
  return /^\d{1,19}$/.test(text);
}

function toColumn(value: unknown, shape: ColumnShape): unknown {
  if (value === undefined || value === null) return null;
  if (shape === 'json') return JSON.stringify(value);
  // A copy: a date that is moved in place afterwards must show as a change.
  if (value instanceof Date) return new Date(value);
  return shape === 'boolean' ? Number(value) : value;
}

function fromColumn(value: unknown, shape: ColumnShape): unknown {
  if (value === undefined || value === null) return null;
  if (shape === 'json') return typeof value === 'string' ? JSON.parse(value) : value;
  return shape === 'boolean' ? Boolean(value) : value;
}

/** Whether two column values are the same to the database. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return a === b || (a !== null && b !== null && typeof a !== 'object' && String(a) === String(b));
}

/** For some fields of a record the value that is wanted, or several of which one is. */
export type Wanted<R> = { readonly [K in keyof R]?: R[K] | readonly R[K][] };

/** Condition that the columns have the values: one, or one of several; null when several are none. Throws for unknown columns and undefined values. */
export function whereSql(
  kind: MappedKind,
  where: object,
): { readonly text: string; readonly params: unknown[] } | null {
  const names = Object.keys(where);
  const columns = kind.columns.filter(({ property }) => names.includes(property));
  if (columns.length !== names.length || names.length === 0) throw new Error(`Unknown column in ${names.join(', ')}.`);
  const values = columns.map(({ property }) => Reflect.get(where, property) as unknown);
  // Undefined would find the rows without a value, which nobody means.
  if (values.flat().includes(undefined)) throw new Error(`Undefined in ${names.join(', ')}.`);
  if (values.some((value) => Array.isArray(value) && value.length === 0)) return null;
  const slots = (value: unknown): string => (Array.isArray(value) ? `IN (${value.map(() => '?').join(',')})` : '<=> ?');
  return {
    text: columns.map(({ column }, index) => `t.${column} ${slots(values[index])}`).join(' AND '),
    params: values.flat(),
  };
}
