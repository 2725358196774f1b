import { knownActions } from '../../../kernel/access/actions.js';
import { protectedFields } from '../../../kernel/access/protected-fields.js';
import type { Label } from '../../../kernel/runtime/labels.js';
import type { FieldMask } from '../domain/role-enums.js';

/** A record kind with the actions and protected fields that roles can name. */
export interface CatalogueKind {
  readonly kind: string;
  readonly actions: (Label & { readonly name: string })[];
  readonly fields: (Label & { readonly name: string; readonly mask: keyof typeof FieldMask | null })[];
}

/** Every record kind that roles speak of, by name. */
export function accessCatalogue(): CatalogueKind[] {
  const kinds = new Map<string, CatalogueKind>();
  const of = (kind: string): CatalogueKind => {
    const known = kinds.get(kind) ?? { kind, actions: [], fields: [] };
    kinds.set(kind, known);
    return known;
  };
  for (const { name, kind, label } of knownActions().values()) of(kind).actions.push({ name, ...label });
  for (const { name, kind, label, mask } of protectedFields().values())
    of(kind).fields.push({ name, ...label, mask: mask && (mask.toUpperCase() as keyof typeof FieldMask) });
  return [...kinds.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
}
