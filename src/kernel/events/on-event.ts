import type { EventDefinition } from './domain-event.js';

interface HandlerDeclaration {
  readonly event: string;
  readonly owner: object;
  readonly method: string;
}

const declarations: HandlerDeclaration[] = [];

/** Marks a method of a reaction as the handler of an event. It runs in a unit of work of its own, once per event (receipts). */
export function OnEvent<P extends object>(...events: readonly EventDefinition<P>[]): MethodDecorator {
  return (target, key) => {
    for (const { name } of events) declarations.push({ event: name, owner: target, method: String(key) });
  };
}

/** The handlers declared in the loaded code. */
export function declaredHandlers(): readonly HandlerDeclaration[] {
  return declarations;
}
