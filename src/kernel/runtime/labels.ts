import { registerEnumType } from '@nestjs/graphql';
import type { Locale } from './locale.js';

/** A text shown to people, in both languages of the product. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

const enums = new Map<string, Record<string, Label>>();
const messages = new Map<string, Label>();
/** `kind.field` → label, and `field` → label of all kinds that have no other. */
const fields = new Map<string, Label>();

/** Registers an enum for the schema (the English label is its description) and its labels for screens. */
export function defineEnum<V extends string>(
  name: string,
  description: string,
  values: Record<V, Label>,
): { readonly [K in V]: K } {
  const members = Object.fromEntries(Object.keys(values).map((value) => [value, value])) as { [K in V]: K };
  const valuesMap = Object.fromEntries(
    Object.entries<Label>(values).map(([value, label]) => [value, { description: `${label.en} ${label.zh}` }]),
  ) as Record<V, { description: string }>;
  registerEnumType(members, { name, description, valuesMap });
  enums.set(name, values);
  return members;
}

/** Labels of every enum, by enum name and value. */
export function enumLabels(): ReadonlyMap<string, Record<string, Label>> {
  return enums;
}

/** Adds what people call the fields of a kind of record. A field may be called once. */
export function defineFieldLabels(kind: string, labels: Readonly<Record<string, Label>>): void {
  for (const [field, label] of Object.entries(labels)) addFieldLabel(`${kind}.${field}`, label);
}

/** Adds what people call fields that many kinds of record have, where the kind calls them nothing else. */
export function defineSharedFieldLabels(labels: Readonly<Record<string, Label>>): void {
  for (const [field, label] of Object.entries(labels)) addFieldLabel(field, label);
}

function addFieldLabel(name: string, label: Label): void {
  if (fields.has(name)) throw new Error(`Field ${name} has two labels.`);
  fields.set(name, label);
}

/** What people call a field of a kind of record; undefined when nobody has said. */
export function labelOfField(kind: string, field: string): Label | undefined {
  return fields.get(`${kind}.${field}`) ?? fields.get(field);
}

/** Adds error messages to the catalogue: code → text with `{name}` placeholders. A code may be given once. */
export function defineMessages(catalogue: Record<string, Label>): void {
  for (const [code, label] of Object.entries(catalogue)) {
    if (messages.has(code)) throw new Error(`Message ${code} is defined twice.`);
    messages.set(code, label);
  }
}

/** The text of an error code with its values filled in; the code itself when the catalogue lacks it. */
export function messageOf(code: string, locale: Locale, details: Readonly<Record<string, unknown>> = {}): string {
  const label = messages.get(code);
  const text = label ? pick(label, locale) : code;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in details ? String(details[name]) : whole));
}

/** The label in the asked language. */
export function pick(label: Label, locale: Locale): string {
  return locale === 'en' ? label.en : label.zh;
}

/** Whether a message stands in the catalogue. */
export function hasMessage(code: string): boolean {
  return messages.has(code);
}
