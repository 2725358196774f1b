import type { Label } from '../runtime/labels.js';
import type { MaskKind } from './masks.js';

/** What a role can say of one field, from the mildest to the strictest. */
export const FIELD_RULES = ['READ_ONLY', 'MASKED', 'HIDDEN'] as const;
export type FieldRule = (typeof FIELD_RULES)[number];

/** A field that roles may put under a rule. */
export interface ProtectedField {
  /** `<kind>.<field>`, such as `customer.phone`. */
  readonly name: string;
  readonly kind: string;
  readonly field: string;
  readonly label: Label;
  /** How it is masked; null when it can only be hidden or read-only. */
  readonly mask: MaskKind | null;
  /** Whether titles and messages in words say it. */
  readonly spoken: boolean;
}

interface FieldOptions {
  readonly label: Label;
  readonly mask?: MaskKind;
  readonly spoken?: boolean;
  /** Every `table.column` that holds the value, something computed from it, or a copy; views of reports too. A place may stand under several fields: the strictest rule counts. */
  readonly places: readonly string[];
}

const fields = new Map<string, ProtectedField>();
/** `table.column` → names of its fields; by name, since copies may be declared before the field. */
const places = new Map<string, readonly string[]>();

/** Declares the fields of a kind that roles may hide, mask or make read-only; called once from the module that owns the kind. */
export function protectFields(kind: string, declared: Readonly<Record<string, FieldOptions>>): void {
  for (const [field, { label, mask = null, spoken = false, places: where }] of Object.entries(declared)) {
    const name = `${kind}.${field}`;
    if (fields.has(name)) throw new Error(`Field ${name} is protected twice.`);
    fields.set(name, { name, kind, field, label, mask, spoken });
    for (const place of where) protectPlace(place, name);
  }
}

/** Puts copies of a field that another module keeps under the field's rule, besides any other that they stand under. */
export function protectCopies(name: string, where: readonly string[]): void {
  for (const place of where) protectPlace(place, name);
}

function protectPlace(place: string, name: string): void {
  if (!/^[a-z_]+\.[a-z0-9_]+$/.test(place)) throw new Error(`${place} is no table.column.`);
  const known = places.get(place) ?? [];
  if (known.includes(name)) throw new Error(`${place} is put under ${name} twice.`);
  places.set(place, [...known, name]);
}

/** Every protected field, by name. */
export function protectedFields(): ReadonlyMap<string, ProtectedField> {
  return fields;
}

/** Every `table.column` that stands under rules → the names of its fields. */
export function placesOfFields(): ReadonlyMap<string, readonly string[]> {
  return places;
}

/** The fields under whose rules a column stands, several where it says something of several; none for a column that everybody who sees the row sees. Throws when a copy names no field. */
export function fieldsAt(table: string, column: string): readonly ProtectedField[] {
  return (places.get(`${table}.${column}`) ?? []).map((name) => {
    const field = fields.get(name);
    if (!field) throw new Error(`${table}.${column} copies ${name}, which is no protected field.`);
    return field;
  });
}

/** How strict a rule is; no rule is 0. */
export function strictness(rule: FieldRule | null): number {
  return rule === null ? 0 : FIELD_RULES.indexOf(rule) + 1;
}
