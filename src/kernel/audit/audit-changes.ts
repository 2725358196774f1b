/** Old and new value of a field, as they stand in columns. */
export type ChangedValue = readonly [old: unknown, now: unknown];

/** What is left of a value that was erased on request: its digest, which the chain holds as well. */
export interface ErasedValue {
  readonly erased: string;
}

/** What an entry says of each field. */
export type AuditChanges = Readonly<Record<string, ChangedValue | ErasedValue>>;

/** Whether the field's values were erased. */
export function isErased(change: ChangedValue | ErasedValue): change is ErasedValue {
  return !Array.isArray(change);
}
