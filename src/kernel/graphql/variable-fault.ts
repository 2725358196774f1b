import type { GraphQLError } from 'graphql';

/** Where a value of the caller's variables does not fit, and why. */
export interface VariableFault {
  /** Names and indexes from the variable on, such as `input`, `lines`, `0`, `quantity`. */
  readonly path: readonly string[];
  readonly reason: string;
}

const INSIDE = /^Variable "\$\w+" got invalid value [\s\S]* at "([\w.[\]]+)"; ([\s\S]*)$/;
const WHOLE = /^Variable "\$(\w+)" got invalid value [\s\S]*?; ([\s\S]*)$/;

/** Reads the place out of graphql-js' message, which is the only way in which it tells it; null for other errors. */
export function variableFault({ message }: GraphQLError): VariableFault | null {
  const [, place, reason] = INSIDE.exec(message) ?? WHOLE.exec(message) ?? [];
  if (place === undefined || reason === undefined) return null;
  return { path: place.split(/[.[\]]+/).filter((part) => part !== ''), reason };
}
