import type { NamedBy } from '../lists/record-names.js';
import type { Label } from '../runtime/labels.js';

/** A field of a record as approvers read it. */
export interface ApprovalField {
  readonly label: Label;
  /** For a key or a list of keys: what it stands for. */
  readonly named?: NamedBy;
  /** For a value of an enum: its name as `defineEnum` knows it. */
  readonly enumName?: string;
  /** For a share of 1: shown in percent. */
  readonly share?: boolean;
  /** For a list of objects: their fields. */
  readonly items?: ApprovalFields;
}

/** Fields by name. */
export type ApprovalFields = Readonly<Record<string, ApprovalField>>;

/** Who is responsible, as an id. */
export const OWNER_FIELD: ApprovalField = {
  label: { zh: '负责人', en: 'Owner' },
  named: { table: 'person', key: 'id', name: 'name', kind: 'person' },
};

/** The department that a record belongs to, as an id. */
export const DEPARTMENT_FIELD: ApprovalField = {
  label: { zh: '部门', en: 'Department' },
  named: { table: 'department', key: 'id', name: 'name', kind: 'department' },
};

const IDENTIFIER = /^[a-z][a-z0-9_]{0,62}$/;
const known = new Map<string, ApprovalFields>();

/** Says once, in the module that owns the record kind, how approvers read the fields of its snapshots and payloads. Throws on what is no identifier. */
export function defineApprovalFields(recordKind: string, fields: ApprovalFields): void {
  if (known.has(recordKind)) throw new Error(`The fields of ${recordKind} are defined twice.`);
  const odd = identifiersOf(fields).find((one) => !IDENTIFIER.test(one));
  if (odd !== undefined) throw new Error(`${recordKind}: "${odd}" is no identifier.`);
  known.set(recordKind, fields);
}

/** The declared fields of a record kind; none when nothing was declared. */
export function approvalFields(recordKind: string): ApprovalFields {
  return known.get(recordKind) ?? {};
}

function identifiersOf(fields: ApprovalFields): string[] {
  return Object.values(fields).flatMap(({ named, items = {} }) => {
    const names = named
      ? [named.table, ...(typeof named.name === 'string' ? [named.name] : Object.values(named.name))]
      : [];
    return [...(names as string[]), ...identifiersOf(items)];
  });
}
