import type { FieldValues } from './approval.js';

/** One field of a record as text. */
export interface FieldText {
  readonly field: string;
  readonly value: string | null;
}

/** What an approval would change in one field. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The snapshot's fields as text, in their order. */
export function fieldTexts(snapshot: FieldValues): FieldText[] {
  return Object.entries(snapshot).map(([field, value]) => ({ field, value: textOf(value) }));
}

/** What would change: the payload's values of fields that the snapshot has with another value. */
export function fieldChanges(snapshot: FieldValues, payload: FieldValues): FieldChange[] {
  return Object.keys(snapshot)
    .filter((field) => field in payload)
    .map((field) => ({ field, before: textOf(snapshot[field]), after: textOf(payload[field]) }))
    .filter(({ before, after }) => before !== after);
}

/** A value as plain text; null when it is empty. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
