/** A kind of fact that modules tell each other after the commit. */
export interface EventDefinition<P extends object> {
  readonly name: string;
  readonly version: number;
  /** Never set; carries the payload's type. */
  readonly payload?: P;
}

/** A delivered fact. */
export interface DomainEvent<P extends object = Record<string, unknown>> {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** The record that the fact is about. */
  readonly recordId: string;
  readonly actorId: string | null;
  readonly occurredAt: Date;
  readonly payload: P;
}

/** The event type of a definition, for handlers. */
export type EventOf<D> = D extends EventDefinition<infer P> ? DomainEvent<P> : never;

const names = new Set<string>();

/** Defines an event: a past-tense name, a version, and a payload of ids and the few values that changed (plain JSON). */
export function defineEvent<P extends object>(name: string, version = 1): EventDefinition<P> {
  if (names.has(name)) throw new Error(`Event ${name} is defined twice.`);
  names.add(name);
  return { name, version };
}
