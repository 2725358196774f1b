import type { Label } from '../runtime/labels.js';

/** One action that roles can hold, for example `customer.assign`. */
export interface ActionDefinition {
  readonly name: string;
  readonly kind: string;
  readonly label: Label;
}

const actions = new Map<string, ActionDefinition>();

/** Declares the actions of one record kind; called from each module's `x.permissions.ts`. */
export function defineActions(kind: string, verbs: Record<string, Label>): void {
  for (const [verb, label] of Object.entries(verbs)) {
    const name = `${kind}.${verb}`;
    if (actions.has(name)) throw new Error(`Action ${name} is defined twice.`);
    actions.set(name, { name, kind, label });
  }
}

/** Every action that a module has declared, by name. */
export function knownActions(): ReadonlyMap<string, ActionDefinition> {
  return actions;
}
