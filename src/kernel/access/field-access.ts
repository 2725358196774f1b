import { defineMessages } from '../runtime/labels.js';
import { RequestRefused } from '../runtime/domain-error.js';
import { snakeCase } from '../database/snake-naming.js';
import { masked } from './masks.js';
import { type FieldRule, fieldsAt, type ProtectedField, protectedFields, strictness } from './protected-fields.js';
import { readableKind } from './readable.js';
import type { Viewer } from './viewer.js';

defineMessages({
  FIELD_READ_ONLY: {
    zh: '您的角色不能修改该字段（{field}）。',
    en: 'Your roles do not let you write this field ({field}). Leave it out.',
  },
  FIELD_MASKED: {
    zh: '该字段（{field}）传回的是脱敏值。请填写真实值，或不传该字段。',
    en: 'What came back for this field ({field}) is a mask. Send the real value, or leave the field out.',
  },
});

/** A rule with the field that it stands on. */
interface Ruled {
  readonly rule: FieldRule;
  readonly field: ProtectedField;
}

/** The rule under which the column stands for the viewer, of several fields the strictest one; null when they may read and write it. */
export function ruleAt(viewer: Viewer, table: string, column: string): Ruled | null {
  if (viewer.fieldRules.size === 0) return null;
  let strictest: Ruled | null = null;
  for (const field of fieldsAt(table, column)) {
    const rule = viewer.fieldRules.get(field.name);
    if (rule && strictness(rule) > strictness(strictest?.rule ?? null)) strictest = { rule, field };
  }
  return strictest;
}

/** Whether the viewer knows what stands in the column: neither hidden nor masked for them. */
export function knows(viewer: Viewer, table: string, column: string): boolean {
  const rule = ruleAt(viewer, table, column)?.rule;
  return rule !== 'HIDDEN' && rule !== 'MASKED';
}

/** The value of a column as the viewer may see it. */
export function shown(viewer: Viewer, table: string, column: string, value: unknown): unknown {
  const ruled = ruleAt(viewer, table, column);
  if (!ruled) return value;
  const { rule, field } = ruled;
  if (rule === 'HIDDEN') return null;
  return rule === 'MASKED' ? (field.mask ? masked(field.mask, value) : null) : value;
}

/** The value of a property of a record as the viewer may see it. */
export function shownProperty(viewer: Viewer, kind: string, property: string, value: unknown): unknown {
  const table = readableKind(kind)?.table;
  return table === undefined ? value : shown(viewer, table, snakeCase(property), value);
}

/** Properties of a record, such as those that an approval keeps, as the viewer may see them; lists of parts that hold a rule's values are emptied whole. */
export function shownValues<V extends Readonly<Record<string, unknown>>>(viewer: Viewer, kind: string, values: V): V {
  if (viewer.fieldRules.size === 0) return values;
  const entries = Object.entries(values).map(([property, value]) => [
    property,
    Array.isArray(value) && !mayHear(viewer) ? null : shownProperty(viewer, kind, property, value),
  ]);
  return Object.fromEntries(entries) as V;
}

/** Whether titles and messages in words may say what they say: false when a rule keeps one of the values that they speak from the viewer. */
export function mayHear(viewer: Viewer): boolean {
  if (viewer.fieldRules.size === 0) return true;
  return ![...viewer.fieldRules].some(([name, rule]) => rule !== 'READ_ONLY' && protectedFields().get(name)?.spoken);
}

/** Whether reasons that people gave in their own words may be read: false where any value is kept from the viewer, since a note or a name may stand in them. */
export function mayReadReasons(viewer: Viewer): boolean {
  return ![...viewer.fieldRules.values()].some((rule) => rule !== 'READ_ONLY');
}

/** Throws FORBIDDEN when the viewer may not filter, order, group or measure by the column; `name` is what the client calls it. */
export function requireKnown(viewer: Viewer, table: string, column: string, name: string): void {
  if (knows(viewer, table, column)) return;
  throw new RequestRefused(
    'FORBIDDEN',
    `Your roles hide or mask "${name}", so you cannot filter, order, group or compute by it. Leave it out. 您的角色不可见字段“${name}”，不能用它筛选、排序、分组或计算。`,
  );
}
