import type { RequestScope } from '../runtime/request-scope.js';

/** Stands on what was read at a moment, so that what is read beneath it is of the same moment. */
const MOMENT = Symbol('moment');

/** Marks a row, or an answer, as being of that moment. */
export function markMoment(answer: object, at: Date): void {
  Object.defineProperty(answer, MOMENT, { value: at, configurable: true });
}

/** The moment that a value of an answer is of; null: now. */
export function momentOf(value: unknown): Date | null {
  if (typeof value !== 'object' || value === null) return null;
  return (Reflect.get(value, MOMENT) as Date | undefined) ?? null;
}

const scopes = new WeakMap<RequestScope, Map<number, RequestScope>>();

/** The same request, reading at that moment with loaders of its own. */
export function scopeAt(scope: RequestScope, at: Date): RequestScope {
  if (scope.asOf?.getTime() === at.getTime()) return scope;
  const known = scopes.get(scope) ?? new Map<number, RequestScope>();
  scopes.set(scope, known);
  const made = known.get(at.getTime()) ?? { ...scope, asOf: at, loaders: new Map() };
  known.set(at.getTime(), made);
  return made;
}
