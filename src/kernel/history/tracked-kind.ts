import { readableKind, type ReadableKind } from '../access/readable.js';
import { recordKinds } from '../database/record-kind.js';
import type { MappedKind, RecordMapper } from '../database/record-mapper.js';
import { RequestRefused } from '../runtime/domain-error.js';

/** A kind whose records have a past that people may ask for. */
export interface TrackedKind {
  readonly readable: ReadableKind;
  readonly mapped: MappedKind;
}

/** Columns that say nothing of the record itself, and those that stand for others. */
const BOOKKEEPING = new Set([
  ...['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'deletedAt', 'searchText', 'custom'],
]);

/** The kind of that name. Throws BAD_USER_INPUT for a kind that keeps no past. */
export function trackedKind(mapper: RecordMapper, name: string): TrackedKind {
  const readable = readableKind(name);
  const definition = recordKinds().find(
    ({ kind, history, table }) => kind === name && history && table === readable?.table,
  );
  if (!readable || !definition)
    throw new RequestRefused(
      'BAD_USER_INPUT',
      `"kind": records of kind "${name}" keep no history. 该类记录不保留历史。 Kinds: ${trackedNames().join(', ')}.`,
    );
  return { readable, mapped: mapper.kind(definition.target) };
}

/** Names of all kinds that keep a past. */
export function trackedNames(): string[] {
  return recordKinds()
    .filter(({ kind, history, table }) => history && readableKind(kind)?.table === table)
    .map(({ kind }) => kind)
    .sort();
}

/** Columns whose changes are told. */
export function toldColumns({ definition, columns }: MappedKind): MappedKind['columns'] {
  return columns.filter(({ property }) => !BOOKKEEPING.has(property) && !definition.secret?.includes(property));
}

/** A stored value in one form, whatever the driver makes of the column: JSON as text, moments as ISO text. */
export function plainValue(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : (value as string | number);
}
