import type { Viewer } from '../access/viewer.js';
import { protectedFields } from '../access/protected-fields.js';
import { type Label, labelOfField } from '../runtime/labels.js';
import './shared-field-labels.js';

/** A kind of record whose old values can be put back. */
interface RestorableKind {
  readonly kind: string;
  /** Field of the edit mutation's input that names the record, such as `customerId`. */
  readonly id: string;
  /** Input of the edit mutation; an old value must pass its rules. */
  readonly Input: new () => object;
  /** Fields that the edit mutation takes, with what people call them. */
  readonly fields: Readonly<Record<string, Label>>;
  /** Rows that belong to the record and that the edit mutation takes as a whole. */
  readonly parts?: RestorableParts;
  /** Field, or field of the parts → fields of the record that the edit mutation computes from it. */
  readonly follows?: Readonly<Record<string, readonly string[]>>;
}

/** Parts of a record, such as the lines of a deal. */
export interface RestorableParts {
  /** Field of the edit mutation's input that takes them. */
  readonly field: string;
  readonly label: Label;
  readonly table: string;
  /** Columns: the one that names the record, and the one that orders the parts. */
  readonly key: string;
  readonly order: string;
  /** Property of one part in the input → column. */
  readonly columns: Readonly<Record<string, string>>;
  /** Field of the record that follows from the parts where there are any. */
  readonly sum: string;
}

/** A declared kind with its edit mutation. */
export interface RestorableDeclaration extends RestorableKind {
  readonly owner: object;
  readonly method: string;
}

/** The edit mutation, as it is called to put a value back. */
export type EditMutation = (viewer: Viewer, input: object) => Promise<unknown>;

const declarations = new Map<string, RestorableDeclaration>();

/** Marks the edit mutation `(viewer, input)` of a kind: old values are put back through it, so that it refuses what it always refuses (the port Restorable). */
export function RestoresOldValues(kind: RestorableKind): MethodDecorator {
  return (target, key) => {
    if (declarations.has(kind.kind)) throw new Error(`${kind.kind} has two edit mutations.`);
    declarations.set(kind.kind, { ...kind, owner: target, method: String(key) });
  };
}

/** The declaration of the kind; null when nothing of it is put back. */
export function restorableKind(kind: string): RestorableDeclaration | null {
  return declarations.get(kind) ?? null;
}

/** Kinds of which something can be put back. */
export function restorableKinds(): readonly string[] {
  return [...declarations.keys()].sort();
}

/** What people call a field of a kind; what is no column, such as the fields of an erasure, is called by its name in words. */
export function fieldLabel(kind: string, field: string): Label {
  const declared = declarations.get(kind)?.fields[field] ?? protectedFields().get(`${kind}.${field}`)?.label;
  const known = declared ?? labelOfField(kind, field);
  if (known) return known;
  const words = field.replace(/([A-Z])/g, ' $1').toLowerCase();
  return { zh: words, en: words };
}
