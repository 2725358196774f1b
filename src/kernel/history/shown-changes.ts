import type { Viewer } from '../access/viewer.js';
import { fieldLabel } from '../audit/restorable.js';
import { shownValue } from '../audit/shown-value.js';
import { sameValue } from '../database/record-mapper.js';
import { pick } from '../runtime/labels.js';
import type { Locale } from '../runtime/locale.js';
import { plainValue, toldColumns, type TrackedKind } from './tracked-kind.js';

/** One version of a record, by column. */
export type VersionRow = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly version: number;
  readonly valid_from: Date;
  readonly valid_to: Date;
  readonly deleted_at: Date | null;
};

/** What changed in one field between two versions, as the asker may see it. */
export interface FieldChange {
  readonly field: string;
  readonly label: string;
  readonly old: string | null;
  readonly new: string | null;
}

/** Fields that differ between two versions of a record, under the field rules of the asker; a field that they see no difference of is not told at all. */
export function changesBetween(
  { viewer, locale }: { readonly viewer: Viewer; readonly locale: Locale },
  kind: TrackedKind,
  before: VersionRow | null,
  after: VersionRow,
): FieldChange[] {
  const { kind: name } = kind.mapped.definition;
  const text = (field: string, value: unknown): string | null => shownValue(viewer, name, field, plainValue(value));
  return toldColumns(kind.mapped)
    .filter(({ column }) => !sameValue(plainValue(before?.[column]), plainValue(after[column])))
    .map(({ property, column }) => ({
      field: property,
      label: pick(fieldLabel(name, property), locale),
      old: before ? text(property, before[column]) : null,
      new: text(property, after[column]),
    }))
    .filter(({ old, new: now }) => old !== now);
}
